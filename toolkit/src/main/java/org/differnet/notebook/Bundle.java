package org.differnet.notebook;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.differnet.chart.Chart;
import org.differnet.chart.Picture;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * One result in several forms.
 *
 * @param forms by MIME type, text/plain always among them; images in base64
 */
public record Bundle(Map<String, String> forms) {

    static final String TEXT = "text/plain";
    static final String HTML = "text/html";
    static final String PNG = "image/png";

    /**
     * The forms of a result: charts and figures as Plotly over a still image, pictures as PNG with their caption, tables
     * as HTML, everything else as text.
     */
    public static Bundle of(Object result) {
        if (result instanceof Chart chart) {
            String png = png(chart.picture());
            return new Bundle(forms(chart.toString(), PlotlyHtml.of(chart.figure(), image(png, "")), png));
        } else if (result instanceof Picture picture) {
            String png = png(picture.picture());
            return new Bundle(forms(picture.toString(), image(png, picture.caption()), png));
        } else if (result instanceof Figure figure) {
            return new Bundle(forms("Plotly figure", PlotlyHtml.of(figure, ""), null));
        } else if (result instanceof Table table) {
            return new Bundle(forms(table.toString(), TableHtml.of(table), null));
        }
        return new Bundle(forms(String.valueOf(result), null, null));
    }

    static Bundle html(String text, String html) {
        return new Bundle(forms(text, html, null));
    }

    private static Map<String, String> forms(String text, String html, String png) {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put(TEXT, text);
        if (html != null) {
            forms.put(HTML, html);
        }
        if (png != null) {
            forms.put(PNG, png);
        }
        return forms;
    }

    private static String png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static String image(String png, String caption) {
        String below = caption.isEmpty() ? "" : "<figcaption>" + escape(caption) + "</figcaption>";
        return "<figure style=\"margin:0\"><img style=\"max-width:100%\" src=\"data:image/png;base64," + png + "\"/>"
                + below + "</figure>";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
