package org.differnet.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.differnet.data.check.Finding;
import org.differnet.score.many.ScoredImage;

/** Results as lines of JSON; what is not known is null. */
final class Json {

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private Json() {}

    static String of(ScoredImage image) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("file", image.file());
        line.put("score", known(image.score()));
        line.put("threshold", known(image.threshold()));
        line.put("call", image.failed() ? null : image.call().toString());
        line.put("p_value", known(image.pValue()));
        line.put("error", image.failed() ? image.error() : null);
        return GSON.toJson(line);
    }

    static String of(Finding finding) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("file", finding.file());
        line.put("finding", finding.kind().label());
        line.put("what", finding.text());
        line.put("advice", finding.advice());
        return GSON.toJson(line);
    }

    static String of(Map<String, Object> line) {
        return GSON.toJson(line);
    }

    static Object known(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
