package org.differnet.notebook;

import java.util.Locale;
import java.util.stream.IntStream;
import org.differnet.work.Escape;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table as HTML or text: numbers to the right with four digits, the first rows of a long table. */
final class TableHtml {

    private static final int MOST_ROWS = 20;

    private TableHtml() {}

    static String of(Table table) {
        StringBuilder html = new StringBuilder("<table>");
        if (table.name() != null) {
            html.append("<caption>").append(Escape.html(table.name())).append("</caption>");
        }
        html.append("<thead><tr>");
        for (Column<?> column : table.columns()) {
            html.append(start("th", column)).append(Escape.html(column.name())).append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (int row = 0; row < Math.min(MOST_ROWS, table.rowCount()); row++) {
            html.append("<tr>");
            for (Column<?> column : table.columns()) {
                html.append(start("td", column))
                        .append(Escape.html(cell(column, row)))
                        .append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</tbody></table>");
        if (table.rowCount() > MOST_ROWS) {
            html.append("<p>… ").append(table.rowCount() - MOST_ROWS).append(" more rows</p>");
        }
        return html.toString();
    }

    /** As {@link Table#print()} has it, with the digits of the HTML. */
    static String text(Table table) {
        Table shown = table.copy();
        for (Column<?> column : table.columns()) {
            if (isDecimal(column)) {
                shown.replaceColumn(
                        column.name(),
                        StringColumn.create(
                                column.name(),
                                IntStream.range(0, table.rowCount()).mapToObj(row -> cell(column, row))));
            }
        }
        return shown.toString();
    }

    private static boolean isDecimal(Column<?> column) {
        // By class: of a column's type there may be two instances, by the order in which Tablesaw's classes are loaded.
        return column instanceof DoubleColumn || column instanceof FloatColumn;
    }

    private static String start(String tag, Column<?> column) {
        return "<" + tag + " style=\"text-align:" + (column instanceof NumericColumn ? "right" : "left") + "\">";
    }

    private static String cell(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "";
        }
        if (isDecimal(column)) {
            return number(((NumericColumn<?>) column).getDouble(row));
        }
        return column.getString(row);
    }

    /** Four digits that count, without an exponent where it can be avoided. */
    private static String number(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return Double.toString(value);
        }
        int digits = 3 - (int) Math.floor(Math.log10(Math.abs(value)));
        return digits > 8
                ? String.format(Locale.ROOT, "%.3e", value)
                : String.format(Locale.ROOT, "%." + Math.max(0, digits) + "f", value);
    }
}
