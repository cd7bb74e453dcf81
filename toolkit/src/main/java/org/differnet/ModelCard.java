package org.differnet;

import java.util.Locale;
import org.differnet.fit.Fitted;
import org.differnet.flow.History;
import org.differnet.score.GoodScores;
import org.differnet.work.Escape;

/**
 * What a model was made from, its numbers and its limits.
 *
 * <p>Reference: Mitchell et al., Model Cards for Model Reporting, FAT* 2019.
 *
 * @param markdown the card
 */
public record ModelCard(String markdown) {

    static ModelCard of(Fitted model) {
        Provenance from = model.provenance();
        Options options = model.options();
        History history = model.history();
        StringBuilder card = new StringBuilder();
        card.append("# DifferNet on ").append(escaped(from.dataset())).append("\n\n");
        card.append("Finds defects after seeing only good images; a higher score is more anomalous.\n\n");
        card.append("## Made from\n\n| | |\n|---|---|\n");
        row(card, "good images trained on", from.trainingImages());
        row(card, "good images set aside for the threshold", from.heldOutImages());
        row(card, "SHA-256 of their pixels", from.contentHash());
        row(card, "network", from.network());
        row(card, "SHA-256 of its weights", from.weightsHash());
        row(card, "fitted", String.format(Locale.ROOT, "%s in %.0f s", from.fitted(), from.seconds()));
        row(card, "library and engine", from.library() + "; " + from.engine());
        card.append("\n## Numbers\n\n| | |\n|---|---|\n");
        row(card, "threshold", model.threshold());
        model.patience().ifPresent(patience -> row(card, "views are looked at", patience));
        row(card, "training", history);
        row(
                card,
                "flow",
                String.format(
                        Locale.ROOT,
                        "%s, %,d parameters",
                        options.flowSize(),
                        model.flow().parameterCount()));
        row(card, "views in training, in test", options.trainViews() + ", " + options.testViews());
        row(
                card,
                "views turned, lighter or darker, with more or less contrast",
                String.format(
                        Locale.ROOT,
                        "up to %.0f degrees, %.0f %%, %.0f %%",
                        options.views().rotation(),
                        100 * options.views().brightness(),
                        100 * options.views().contrast()));
        model.productViews().ifPresent(found -> row(card, "views found", found));
        row(card, "framing", options.views().framing());
        row(card, "scoring", options.scoring());
        row(card, "seed", options.seed());
        card.append("\nHow well it finds defects is not known from good images: see `model.evaluate(dataset)`.\n");
        card.append("\n## Limits\n\n");
        card.append("- It knows images taken as those it was trained on: another camera, light, distance or crop makes"
                + " good products anomalous.\n");
        card.append("- A defect has to show in an image of "
                + model.features().extractor().viewSize() + " x "
                + model.features().extractor().viewSize() + " pixels, to which every image is resized.\n");
        card.append(
                model.goodScores().source() == GoodScores.Source.CROSS_VALIDATED
                        ? "- The threshold comes from cross-validation of all good images: its rate of false positives is near"
                                + " the one asked for, and not promised.\n"
                        : "- What the threshold says of false positives holds on average, for images like those set aside.\n");
        card.append("- Heat maps show what the score depends on; their edges are not the edges of defects.\n");
        switch (model.features().extractor().trainedOn()) {
            case NOTHING ->
                card.append("- **The network was never trained: scores and maps show the machinery only.**\n");
            case DRAWN_PICTURES ->
                card.append(
                        "- **The features were trained on drawn pictures, not on ImageNet's"
                                + " photographs, with MobileNetV2 (COCO) as their teacher: mostly fewer defects are found.**\n");
            default -> {}
        }
        if (history.stopped()) {
            card.append("- The fit was stopped before its end.\n");
        }
        return new ModelCard(card.toString());
    }

    private static void row(StringBuilder card, String name, Object value) {
        card.append("| ")
                .append(name)
                .append(" | ")
                .append(escaped(value.toString()))
                .append(" |\n");
    }

    /**
     * Text from anywhere, such as the name of a data set, so that it stands in Markdown as itself: what shows Markdown runs
     * the HTML in it, and a line break would end a row.
     */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        Escape.html(text).codePoints().forEach(c -> {
            switch (c) {
                case '\\', '`', '*', '_', '[', ']', '|', '~', '$', '#' ->
                    escaped.append('\\').appendCodePoint(c);
                default -> escaped.appendCodePoint(Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c);
            }
        });
        return escaped.toString();
    }

    /** The card itself. */
    @Override
    public String toString() {
        return markdown;
    }
}
