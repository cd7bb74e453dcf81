package org.differnet.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.differnet.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Java on Linux asks fontconfig for fonts; settings that name none stand for a machine without. */
class LetteringTest {

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutFontsChartsAndGalleriesAreDrawnWithoutText() throws Exception {
        Path none = Files.writeString(folder.resolve("fonts.conf"), "<?xml version=\"1.0\"?><fontconfig></fontconfig>");
        String output = JavaProcess.finish(JavaProcess.start(
                List.of("env", "FONTCONFIG_FILE=" + none),
                // The user's home has what Java remembers of fonts.
                List.of("-Djava.awt.headless=true", "-Duser.home=" + folder, "-cp", JavaProcess.CLASS_PATH),
                Draw.class));
        assertEquals("chart true, gallery 1000", output.strip());
    }

    /** Draws a chart and a gallery of it, and says whether there is a line in the chart and how wide the gallery is. */
    static final class Draw {

        private Draw() {}

        public static void main(String[] arguments) {
            Chart chart = Chart.of(
                    "title", "x", "y", Series.line("line", new double[] {0, 1}, new double[] {0, 1}, Palette.GOOD));
            BufferedImage picture = chart.picture();
            boolean drawn = false;
            for (int i = 0; i < picture.getWidth() * picture.getHeight(); i++) {
                drawn |= (picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) & 0xffffff) != 0xffffff;
            }
            System.out.println("chart " + drawn + ", gallery "
                    + Gallery.of(List.of(chart), 1).picture().getWidth());
        }
    }
}
