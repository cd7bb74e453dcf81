package org.differnet.score.many;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.differnet.score.Call;

/** A row of the file of scores, by RFC 4180: fields with a comma, a quote or the end of a line stand in quotes. */
final class CsvRow {

    static final String HEADER = "file,score,threshold,call,p_value,error";
    private static final int FIELDS = 6;

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
            throw new IllegalArgumentException(fields.size() + " fields in the row \"" + row + "\", not " + FIELDS);
        }
        String call = fields.get(3);
        double threshold = number(fields.get(2));
        return new ScoredImage(
                fields.get(0),
                number(fields.get(1)),
                Double.isNaN(threshold) ? Double.POSITIVE_INFINITY : threshold,
                call.isEmpty() ? Call.UNDECIDED : Call.valueOf(call.toUpperCase(Locale.ROOT)),
                number(fields.get(4)),
                fields.get(5));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }

    private static double number(String field) {
        return field.isEmpty() ? Double.NaN : Double.parseDouble(field);
    }

    private static String quoted(String text) {
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
