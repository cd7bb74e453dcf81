package org.differnet.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** An executed notebook as an HTML page that needs no network. */
final class PlainPage {

    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser MARKDOWN = Parser.builder().extensions(TABLES).build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().extensions(TABLES).build();

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    /** TeX between dollars, which Markdown would take for its own. */
    private static final Pattern FORMULA = Pattern.compile("(?s)\\$\\$.+?\\$\\$|\\$[^$\n`]+\\$");

    private static final String FIGURE = "window.differnetPlotly";

    private PlainPage() {}

    static String of(JsonObject notebook) {
        StringBuilder body = new StringBuilder();
        for (JsonElement element : notebook.getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            String source = PlainNotebook.text(cell.get("source"));
            if (PlainNotebook.isCode(cell)) {
                body.append("<pre class=\"code\">").append(escape(source)).append("</pre>\n");
                cell.getAsJsonArray("outputs").forEach(output -> body.append(output(output.getAsJsonObject())));
            } else if (cell.get("cell_type").getAsString().equals("markdown")) {
                body.append(markdown(source));
            }
        }
        StringBuilder scripts = new StringBuilder();
        if (body.indexOf(FIGURE) >= 0) {
            scripts.append(resource("plotly.html").replace("PACKED_PLOTLY", packed("plotly.js-dist", "/plotly.js")));
        }
        if (hasFormula(notebook)) {
            scripts.append(resource("formulas.html")
                    .replace(
                            "PACKED_KATEX", packed("katex", "/dist/katex.min.js", "/dist/contrib/auto-render.min.js")));
        }
        return resource("page.html").replace("<!--SCRIPTS-->", scripts).replace("<!--BODY-->", body);
    }

    private static boolean hasFormula(JsonObject notebook) {
        return notebook.getAsJsonArray("cells").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(cell -> cell.get("cell_type").getAsString().equals("markdown"))
                .anyMatch(cell ->
                        FORMULA.matcher(PlainNotebook.text(cell.get("source"))).find());
    }

    static String plain(String coloured) {
        return COLOUR.matcher(coloured).replaceAll("");
    }

    private static String output(JsonObject output) {
        return switch (output.get("output_type").getAsString()) {
            case "stream" -> pre(output.get("name").getAsString(), PlainNotebook.text(output.get("text")));
            case "error" -> {
                StringBuilder lines = new StringBuilder();
                output.getAsJsonArray("traceback")
                        .forEach(line -> lines.append(plain(line.getAsString())).append('\n'));
                yield pre("stderr", lines.toString());
            }
            default -> data(output.getAsJsonObject("data"));
        };
    }

    private static String data(JsonObject data) {
        if (data.has("text/html")) {
            return "<div class=\"output\">" + PlainNotebook.text(data.get("text/html")) + "</div>\n";
        }
        for (String type : List.of("image/png", "image/jpeg")) {
            if (data.has(type)) {
                return "<div class=\"output\"><img src=\"data:" + type + ";base64,"
                        + escape(PlainNotebook.text(data.get(type))) + "\"/></div>\n";
            }
        }
        if (data.has("text/markdown")) {
            return "<div class=\"output\">" + markdown(PlainNotebook.text(data.get("text/markdown"))) + "</div>\n";
        }
        return data.has("text/plain") ? pre("stdout", PlainNotebook.text(data.get("text/plain"))) : "";
    }

    private static String pre(String kind, String text) {
        return "<pre class=\"" + kind + "\">" + escape(text) + "</pre>\n";
    }

    private static String markdown(String source) {
        List<String> formulas = new ArrayList<>();
        String marked = FORMULA.matcher(source).replaceAll(found -> {
            formulas.add(found.group());
            return "FORMULA" + (formulas.size() - 1) + "ALUMROF";
        });
        String html = HTML.render(MARKDOWN.parse(marked));
        for (int i = 0; i < formulas.size(); i++) {
            html = html.replace("FORMULA" + i + "ALUMROF", escape(formulas.get(i)));
        }
        return html;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Files of a webjar, one after the other, gzipped, in base64. */
    private static String packed(String webjar, String... files) {
        String properties = "/META-INF/maven/org.webjars.npm/" + webjar + "/pom.properties";
        try (InputStream in = PlainPage.class.getResourceAsStream(properties)) {
            Properties known = new Properties();
            known.load(in);
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
                for (String file : files) {
                    String name = "/META-INF/resources/webjars/" + webjar + "/" + known.getProperty("version") + file;
                    zip.write((resource(name) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
            return Base64.getEncoder().encodeToString(packed.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException("the webjar " + webjar + " on the class path cannot be read", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = PlainPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing; build again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + name + " cannot be read", e);
        }
    }
}
