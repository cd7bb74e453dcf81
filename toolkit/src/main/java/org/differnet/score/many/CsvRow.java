package org.differnet.score.many;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.differnet.score.Call;

/** A row of the file of scores, by RFC 4180: fields with a comma, a quote or the end of a line stand in quotes. */
final class CsvRow {

    static final String HEADER = "file,score,threshold,call,p_value,error";
    private static final int FIELDS = 6;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private CsvRow() {}

    /** The row without the end of its line. Numbers have all digits, and are missing where they are not known. */
    static String of(ScoredImage image) {
        return String.join(
                ",",
                quoted(image.file()),
                number(image.score()),
                number(image.threshold()),
                image.failed() ? "" : image.call().toString(),
                number(image.pValue()),
                quoted(image.error()));
    }

    /** @throws IllegalArgumentException if the row is none */
    static ScoredImage parse(String row) {
        List<String> fields = fields(row);
        if (fields.size() != FIELDS) {
            throw new IllegalArgumentException(fields.size() + " fields in the row \"" + row + "\", not " + FIELDS
                    + " (numbers have a decimal point and no comma)");
        }
        double score = number("score", fields.get(1));
        double threshold = number("threshold", fields.get(2));
        double pValue = number("p-value", fields.get(4));
        if (pValue < 0 || pValue > 1) {
            throw new IllegalArgumentException("the p-value is " + pValue + ", not 0 to 1");
        }
        return new ScoredImage(
                fields.get(0),
                score,
                Double.isNaN(threshold) ? Double.POSITIVE_INFINITY : threshold,
                Double.isNaN(score) && fields.get(3).isEmpty() ? Call.UNDECIDED : call(fields.get(3)),
                pValue,
                fields.get(5));
    }

    /** Whether no field has anything in it. */
    static boolean isEmpty(String row) {
        return row.chars().allMatch(c -> c == ',' || c == '"' || Character.isWhitespace(c));
    }

    private static Call call(String word) {
        for (Call call : Call.values()) {
            if (call.toString().equals(word.strip().toLowerCase(Locale.ROOT))) {
                return call;
            }
        }
        throw new IllegalArgumentException("the call is \"" + word + "\", not "
                + Arrays.stream(Call.values()).map(Call::toString).collect(Collectors.joining(" or ")));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }

    private static double number(String what, String field) {
        String text = field.strip();
        if (text.isEmpty()) {
            return Double.NaN;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "the " + what + " is \"" + field + "\", no number with a decimal point such as 0.25");
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "the " + what + " is " + text + ", of which no more than " + Double.MAX_VALUE + " can be known");
        }
        return value;
    }

    /** Without NUL, which stands in no text. */
    private static String quoted(String given) {
        String text = given.replace('\0', '\uFFFD');
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static List<String> fields(String row) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean inQuotes = false;
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            if (inQuotes && c == '"' && i + 1 < row.length() && row.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                inQuotes = !inQuotes;
            } else if (c == ',' && !inQuotes) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
