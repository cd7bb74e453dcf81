package org.differnet.baseline.deep;

/**
 * The 72 transforms of GeoTrans: turned by 0, 90, 180 or 270 degrees, mirrored or not, and shifted by a quarter of the side
 * or not to each of eight directions; what comes in at the border is mirrored. Each only puts pixels in other places.
 */
public final class GeometricTransforms {

    /** How many there are. */
    public static final int COUNT = 72;

    private final int channels;
    private final int[][] sources;

    /** For images of this size, channel by channel. */
    public GeometricTransforms(int channels, int side) {
        this.channels = channels;
        this.sources = new int[COUNT][];
        int k = 0;
        for (int mirrored = 0; mirrored < 2; mirrored++) {
            for (int right = -1; right <= 1; right++) {
                for (int down = -1; down <= 1; down++) {
                    for (int quarters = 0; quarters < 4; quarters++) {
                        sources[k++] = sources(side, mirrored == 1, right * side / 4, down * side / 4, quarters);
                    }
                }
            }
        }
    }

    private static int[] sources(int side, boolean mirrored, int right, int down, int quarters) {
        int[] from = new int[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int u = x;
                int v = y;
                for (int turn = 0; turn < quarters; turn++) {
                    int turned = side - 1 - u;
                    u = v;
                    v = turned;
                }
                u = inside(u - right, side);
                v = inside(v - down, side);
                from[y * side + x] = v * side + (mirrored ? side - 1 - u : u);
            }
        }
        return from;
    }

    private static int inside(int place, int side) {
        if (place < 0) {
            return -1 - place;
        }
        return place < side ? place : 2 * side - 1 - place;
    }

    /**
     * One image transformed.
     *
     * @param transform 0 to 71; 16 leaves the image as it is
     * @param values where the image begins at {@code from}, channel by channel
     * @param to where the result is put
     */
    public void apply(int transform, float[] values, int from, float[] result, int to) {
        int[] places = sources[transform];
        for (int c = 0; c < channels; c++) {
            int channel = c * places.length;
            for (int i = 0; i < places.length; i++) {
                result[to + channel + i] = values[from + channel + places[i]];
            }
        }
    }
}
