package org.differnet.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Writes small images into a folder, to make a data set of some layout. */
public record ImageFolder(Path root) {

    static final int WIDTH = 20;
    static final int HEIGHT = 10;

    /** Writes black images under names such as "good/1.png"; missing folders are made. */
    public ImageFolder with(String... names) {
        for (String name : names) {
            write(name, 0);
        }
        return this;
    }

    /** Writes a mask that marks so many pixels. */
    ImageFolder mask(String name, int marked) {
        write(name, marked);
        return this;
    }

    /** Writes a file that is no image. */
    ImageFolder file(String name, String... lines) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, List.of(lines));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, int marked) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
            for (int i = 0; i < marked; i++) {
                image.getRaster().setSample(i % WIDTH, i / WIDTH, 0, 255);
            }
            String format = name.substring(name.lastIndexOf('.') + 1);
            try (var out = Files.newOutputStream(file)) {
                if (!ImageIO.write(image, format, out)) {
                    throw new IllegalArgumentException("no writer for " + name);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
