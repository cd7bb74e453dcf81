package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.fit.Fitted;
import org.differnet.flow.FlowOptions;
import org.differnet.score.Threshold;
import org.differnet.store.Records;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The card as a browser gets it: parsed, not looked at. */
@ExtendWith(Untrained.class)
class ModelCardTest {

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 2, 0, 3);

    private static DifferNet model;

    @BeforeAll
    static void fit() {
        Options options = Options.standard()
                .withViews(ViewOptions.rotationsAndLight())
                .withFolds(0)
                .withTrainViews(1)
                .withTestViews(1)
                .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(8))
                .withEpochs(1);
        model = DifferNet.fit(PLATES, options, ProgressListener.NONE);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "a | b | c",
                "[click](javascript:alert(1))",
                "![x](http://example.org/x.png)",
                "`code` *stars* __bars__ ~~no~~",
                "back\\|slash\\\\ \\",
                "&lt;b&gt; &amp; &#60;",
                "$x^2$ # no heading",
                "<!-- comment",
                "plain name, 3.5 mm (left)-2"
            })
    void nameOfADataSetStandsInTheCardAsItself(String name) {
        Fitted named = Records.with(model.fitted(), "provenance", Records.with(model.provenance(), "dataset", name));
        Node document = PARSER.parse(ModelCard.of(named).markdown());
        assertEquals(
                "DifferNet on " + name.strip(),
                text(all(document, Heading.class).get(0)));
        assertHarmless(document);
    }

    @Test
    void lineBreaksInANameEndNothing() {
        String name = "tiles\n\n<script>x</script>\r\n# other\u2028title";
        Fitted named = Records.with(model.fitted(), "provenance", Records.with(model.provenance(), "dataset", name));
        Node document = PARSER.parse(ModelCard.of(named).markdown());
        assertEquals(
                "DifferNet on tiles <script>x</script> # other title",
                text(all(document, Heading.class).get(0)).replaceAll(" +", " "));
        assertEquals(4, all(document, Heading.class).size());
        assertHarmless(document);
    }

    @Test
    void originOfAThresholdStandsInItsCellAsItself() {
        String origin = "my | <b>images</b> [x](y)";
        Fitted other = model.fitted().withThreshold(new Threshold(2, "aim", 3, origin, "none"));
        Node document = PARSER.parse(ModelCard.of(other).markdown());
        TableCell cell = all(document, TableCell.class).stream()
                .filter(each -> text(each).startsWith("threshold 2"))
                .findFirst()
                .orElseThrow();
        assertEquals("threshold 2.0000: aim, from 3 " + origin, text(cell));
        assertEquals(2, children(cell.getParent()).size());
        assertHarmless(document);
    }

    private static void assertHarmless(Node document) {
        String html = HtmlRenderer.builder()
                .extensions(List.of(TablesExtension.create()))
                .build()
                .render(document);
        for (String tag : List.of("<script", "<img", "<a ", "<b>", "<!--")) {
            assertFalse(html.contains(tag), html);
        }
        List<TableRow> rows = all(document, TableRow.class);
        assertFalse(rows.isEmpty(), html);
        for (Node row : rows) {
            assertEquals(2, children(row).size(), html);
        }
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        all(node, Text.class).forEach(part -> text.append(part.getLiteral()));
        return text.toString();
    }

    private static <T extends Node> List<T> all(Node root, Class<T> type) {
        List<T> found = new ArrayList<>();
        for (Node child : children(root)) {
            if (type.isInstance(child)) {
                found.add(type.cast(child));
            }
            found.addAll(all(child, type));
        }
        return found;
    }

    private static List<Node> children(Node node) {
        List<Node> children = new ArrayList<>();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            children.add(child);
        }
        return children;
    }
}
