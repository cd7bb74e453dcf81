package org.differnet.notebook;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.differnet.ModelCard;
import org.differnet.chart.Animation;
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
    static final String MARKDOWN = "text/markdown";

    /** What is more than text; all else shows its toString by itself. */
    static final List<Class<?>> SHOWN = List.of(Picture.class, Table.class, Figure.class, ModelCard.class);

    static final String[] TYPES = {TEXT, HTML, MARKDOWN, StillImage.PNG, StillImage.JPEG};

    /**
     * The forms of a result: charts and figures as Plotly over a still image, pictures with their caption,
     * animations as GIF, tables as HTML, model cards as Markdown, everything else as text.
     */
    public static Bundle of(Object result) {
        if (result instanceof Chart chart) {
            StillImage still = StillImage.of(chart.picture());
            return of(chart.toString(), PlotlyHtml.of(chart.figure(), still.html("")), still);
        } else if (result instanceof Animation animation) {
            String gif = Base64.getEncoder().encodeToString(animation.gif());
            String moving = "<img src=\"data:image/gif;base64," + gif + "\"/>";
            return of(animation.toString(), moving, StillImage.of(animation.picture()));
        } else if (result instanceof Picture picture) {
            StillImage still = StillImage.of(picture.picture());
            String caption = picture.caption();
            return of(picture.toString(), caption.isEmpty() ? null : still.html(caption), still);
        } else if (result instanceof Figure figure) {
            return html("Plotly figure", PlotlyHtml.of(figure, ""));
        } else if (result instanceof Table table) {
            return html(TableHtml.text(table), TableHtml.of(table));
        } else if (result instanceof ModelCard card) {
            return new Bundle(Map.of(TEXT, card.markdown(), MARKDOWN, card.markdown()));
        }
        return of(String.valueOf(result), null, null);
    }

    static Bundle html(String text, String html) {
        return of(text, html, null);
    }

    private static Bundle of(String text, String html, StillImage still) {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put(TEXT, text);
        if (html != null) {
            forms.put(HTML, html);
        }
        if (still != null) {
            forms.put(still.type(), still.base64());
        }
        return new Bundle(forms);
    }
}
