package org.differnet.chart;

import com.google.gson.Gson;
import java.util.LinkedHashMap;
import java.util.Map;
import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.traces.Trace;

/** A lying box plot in Plotly's words; Tablesaw's own can neither lie nor have a colour. */
record BoxTrace(Series.Box box) implements Trace {

    @Override
    public String asJavascript(int number) {
        Map<String, Object> trace = new LinkedHashMap<>();
        trace.put("type", "box");
        trace.put("orientation", "h");
        trace.put("x", box.values());
        trace.put("y0", box.place());
        trace.put("name", box.name());
        trace.put("boxpoints", "outliers");
        trace.put("showlegend", false);
        trace.put("marker", Map.of("color", ChartFigure.hex(box.colour())));
        return "var trace" + number + " = " + new Gson().toJson(trace) + ";\n";
    }

    @Override
    public String name() {
        return box.name();
    }

    @Override
    public HoverLabel hoverLabel() {
        return null;
    }

    @Override
    public boolean showLegend() {
        return false;
    }
}
