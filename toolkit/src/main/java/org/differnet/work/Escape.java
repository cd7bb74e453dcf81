package org.differnet.work;

import com.google.gson.Gson;

/**
 * Text from outside, such as names of files and kinds of defects, so that it stands in a page as itself.
 *
 * <p>In the text of a page and in its attributes {@link #html}, in a script {@link #script}; titles of Plotly, which knows
 * some HTML of its own, are {@link #html} in {@link #script}.
 */
public final class Escape {

    /** Writes all that could end a script or a line of it as a Unicode escape. */
    private static final Gson SAFE = new Gson();

    private Escape() {}

    /** Text for a page, between tags or in the quotes of an attribute. */
    public static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * A value as JSON for a script inside a page.
     *
     * @param value of texts, finite numbers, lists and maps
     */
    public static String script(Object value) {
        return SAFE.toJson(value);
    }

    /** A script from elsewhere, which may have text in it that would end the element of the page in which it stands. */
    public static String insideElement(String script) {
        return script.replace("</", "<\\/")
                .replace("<!--", "\\u003c!--")
                .replaceAll("(?i)<(?=script)", "\\\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
