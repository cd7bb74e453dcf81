package org.differnet.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several pictures in a grid, each with its number, from 0, and its caption under it, and the legend of the first that has
 * one at the right.
 */
public final class Gallery implements Picture {

    private static final int WIDTH = 1000;
    private static final int GAP = 12;
    private static final int MOST_LINES = 3;
    private static final int LEGEND_HEIGHT = 320;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    private final List<Picture> pictures;
    private final int columns;

    private Gallery(List<Picture> pictures, int columns) {
        this.pictures = pictures;
        this.columns = columns;
    }

    /**
     * A grid of pictures.
     *
     * @param pictures at least one
     * @param columns pictures in a row, 1 to 12
     */
    public static Gallery of(List<? extends Picture> pictures, int columns) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("a gallery needs at least one picture");
        }
        if (columns < 1 || columns > 12) {
            throw new IllegalArgumentException("a gallery has 1 to 12 columns, not " + columns);
        }
        return new Gallery(List.copyOf(pictures), columns);
    }

    @Override
    public BufferedImage picture() {
        Optional<Picture> explained = pictures.stream()
                .filter(picture -> picture.legend(1).isPresent())
                .findFirst();
        int beside = explained
                .flatMap(picture -> picture.legend(1))
                .map(legend -> GAP + legend.getWidth())
                .orElse(0);
        int cell = (WIDTH - beside - (columns - 1) * GAP) / columns;
        List<BufferedImage> images = new ArrayList<>();
        List<List<String>> captions = new ArrayList<>();
        BufferedImage probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        Graphics2D measure = probe.createGraphics();
        int lineHeight = Lettering.height(measure, FONT);
        int panels = pictures.stream().mapToInt(Picture::panels).max().orElseThrow();
        for (int i = 0; i < pictures.size(); i++) {
            images.add(pictures.get(i).picture(cell, panels));
            captions.add(lines("[" + i + "] " + pictures.get(i).caption(), measure, cell));
        }
        measure.dispose();

        int rows = (images.size() + columns - 1) / columns;
        int[] imageHeights = new int[rows];
        int[] captionLines = new int[rows];
        for (int i = 0; i < images.size(); i++) {
            imageHeights[i / columns] = Math.max(imageHeights[i / columns], fittedHeight(images.get(i), cell));
            captionLines[i / columns] =
                    Math.max(captionLines[i / columns], captions.get(i).size());
        }
        int height = 0;
        for (int row = 0; row < rows; row++) {
            height += imageHeights[row] + captionLines[row] * lineHeight + GAP;
        }
        int width = Math.min(columns, images.size()) * (cell + GAP) - GAP;
        BufferedImage result = new BufferedImage(width + beside, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = result.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, result.getWidth(), height);
        int legendHeight = Math.min(LEGEND_HEIGHT, height - GAP);
        explained
                .flatMap(picture -> picture.legend(legendHeight))
                .ifPresent(legend -> g.drawImage(legend, width + GAP, 0, null));
        g.setFont(FONT);
        g.setColor(Color.DARK_GRAY);
        int top = 0;
        for (int row = 0; row < rows; row++) {
            for (int i = row * columns; i < Math.min(images.size(), (row + 1) * columns); i++) {
                BufferedImage image = images.get(i);
                int left = i % columns * (cell + GAP);
                g.drawImage(image, left, top, fittedWidth(image, cell), fittedHeight(image, cell), null);
                int baseline = top + imageHeights[row] + Lettering.ascent(g, FONT) + 2;
                for (String line : captions.get(i)) {
                    Lettering.write(g, line, left, baseline);
                    baseline += lineHeight;
                }
            }
            top += imageHeights[row] + captionLines[row] * lineHeight + GAP;
        }
        g.dispose();
        return result;
    }

    /** Empty: each picture has its own. */
    @Override
    public String caption() {
        return "";
    }

    @Override
    public String toString() {
        return IntStream.range(0, pictures.size())
                .mapToObj(i -> "[" + i + "] " + pictures.get(i))
                .collect(Collectors.joining("\n"));
    }

    private static int fittedHeight(BufferedImage image, int cell) {
        return Math.min(cell, Math.round((float) image.getHeight() * fittedWidth(image, cell) / image.getWidth()));
    }

    private static int fittedWidth(BufferedImage image, int cell) {
        float scale = Math.min((float) cell / image.getWidth(), (float) cell / image.getHeight());
        return Math.round(image.getWidth() * scale);
    }

    private static List<String> lines(String caption, Graphics2D g, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : caption.split("(?<=[ /])")) {
            if (line.length() > 0 && Lettering.width(g, FONT, line + word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines.size() > MOST_LINES ? lines.subList(0, MOST_LINES) : lines;
    }
}
