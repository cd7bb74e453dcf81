package org.differnet.data.synthetic;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * Takes a picture: a lamp that stands a little differently each time, exposure, white balance, a lens that is soft over
 * one pixel and darker towards its corners, a sensor with noise.
 */
final class Camera {

    private static final int SIZE = Synthetic.SIZE;
    private static final float AMBIENT = 0.42f;

    private final float lampX;
    private final float lampY;
    private final float lampZ;
    private final float exposure;
    private final float[] balance;
    private final Noise noise;

    Camera(RandomSource random) {
        float angle = random.between(-2.7, -1.7);
        float distance = random.between(330, 480);
        lampX = SIZE / 2f + distance * (float) StrictMath.cos(angle);
        lampY = SIZE / 2f + distance * (float) StrictMath.sin(angle);
        lampZ = random.between(560, 720);
        exposure = random.between(0.88, 1.12);
        float warmth = random.between(-0.035, 0.035);
        balance = new float[] {1 - warmth, 1, 1 + warmth};
        noise = random.noise();
    }

    /** What is seen at a pixel. */
    @FunctionalInterface
    interface Scene {
        void look(int x, int y, Texel texel);
    }

    BufferedImage take(Scene scene) {
        float[][] light = new float[3][SIZE * SIZE];
        Texel texel = new Texel();
        for (int y = 0, i = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++, i++) {
                scene.look(x, y, texel);
                light(x, y, texel);
                light[0][i] = texel.blue;
                light[1][i] = texel.green;
                light[2][i] = texel.red;
            }
        }
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_3BYTE_BGR);
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int channel = 0; channel < 3; channel++) {
            develop(soften(light[channel]), channel, bytes);
        }
        return image;
    }

    /** Diffuse light after Lambert, highlights after Blinn. */
    private void light(int x, int y, Texel texel) {
        float lx = lampX - x;
        float ly = lampY - y;
        float far = lx * lx + ly * ly + lampZ * lampZ;
        float toLamp = 1 / (float) Math.sqrt(far);
        lx *= toLamp;
        ly *= toLamp;
        float lz = lampZ * toLamp;
        float upright = 1 / (float) Math.sqrt(1 + texel.slopeX * texel.slopeX + texel.slopeY * texel.slopeY);
        float facing = Math.max(0, (lz - texel.slopeX * lx - texel.slopeY * ly) * upright);
        float half = 1 / (float) Math.sqrt(2 + 2 * lz);
        float mirror = Math.max(0, (lz + 1 - texel.slopeX * lx - texel.slopeY * ly) * upright * half);
        float sharp = mirror * mirror;
        sharp *= sharp;
        sharp *= sharp;
        sharp *= sharp;
        float lamp = texel.open * 700_000 / far;
        float matte = AMBIENT * (0.35f + 0.65f * texel.open) + lamp * (1 - AMBIENT) * facing;
        float shine = lamp * texel.gloss * sharp * sharp;
        texel.red = matte * texel.red + shine;
        texel.green = matte * texel.green + shine;
        texel.blue = matte * texel.blue + shine;
    }

    private static float[] soften(float[] plane) {
        float[] rows = new float[plane.length];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0, i = y * SIZE; x < SIZE; x++, i++) {
                float left = plane[x > 0 ? i - 1 : i];
                float right = plane[x < SIZE - 1 ? i + 1 : i];
                rows[i] = 0.2f * left + 0.6f * plane[i] + 0.2f * right;
            }
        }
        float[] soft = new float[plane.length];
        for (int i = 0; i < soft.length; i++) {
            float above = rows[i >= SIZE ? i - SIZE : i];
            float below = rows[i < soft.length - SIZE ? i + SIZE : i];
            soft[i] = 0.2f * above + 0.6f * rows[i] + 0.2f * below;
        }
        return soft;
    }

    private void develop(float[] plane, int channel, byte[] bytes) {
        float gain = exposure * balance[2 - channel];
        float middle = (SIZE - 1) / 2f;
        for (int y = 0, i = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++, i++) {
                float away = ((x - middle) * (x - middle) + (y - middle) * (y - middle)) / (middle * middle);
                float value = plane[i] * gain * (1 - 0.11f * away);
                value = value / (1 + 0.12f * value * value);
                float grey = 255 * (float) Math.sqrt(value) + 1.6f * noise.grain(3 * x + channel, y);
                bytes[3 * i + channel] = (byte) Math.max(0, Math.min(255, Math.round(grey)));
            }
        }
    }
}
