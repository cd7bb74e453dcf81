package org.differnet.kernel;

import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** What the editor asks about code that has not run yet. Positions count Unicode code points, as Jupyter's do. */
final class Assist {

    enum Verdict {
        COMPLETE,
        INCOMPLETE,
        INVALID
    }

    private final JShell shell;
    private final SourceCodeAnalysis analysis;

    Assist(JShell shell) {
        this.shell = shell;
        analysis = shell.sourceCodeAnalysis();
    }

    ReplacementOptions complete(String source, int at) {
        int cursor = source.offsetByCodePoints(0, at);
        int from = lastSnippet(source.substring(0, cursor));
        int[] anchor = new int[1];
        List<String> names = analysis.completionSuggestions(source.substring(from), cursor - from, anchor).stream()
                .map(Suggestion::continuation)
                .distinct()
                .toList();
        int start = source.codePointCount(0, from + anchor[0]);
        return new ReplacementOptions(names, names.isEmpty() ? at : start, at);
    }

    /** The signatures, with documentation where the JDK's sources are installed, of what stands at the cursor. */
    DisplayData inspect(String source, int at) {
        int cursor = source.offsetByCodePoints(0, at);
        while (cursor < source.length() && Character.isJavaIdentifierPart(source.charAt(cursor))) {
            cursor++;
        }
        int from = lastSnippet(source.substring(0, cursor));
        String text = documentation(source.substring(from), cursor - from);
        if (text.isEmpty()) {
            // JShell knows methods by their parenthesis alone.
            text = documentation(source.substring(from, cursor) + "(", cursor - from + 1);
        }
        if (text.isEmpty()) {
            String name = source.substring(startOfName(source, cursor), cursor);
            text = documentation(name, name.length());
        }
        if (text.isEmpty()) {
            text = variable(source, cursor);
        }
        return text.isEmpty() ? null : new DisplayData(text);
    }

    Verdict completeness(String source) {
        String rest = Magics.LINE.matcher(source).replaceAll("");
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY:
                    return Verdict.COMPLETE;
                case UNKNOWN:
                    return Verdict.INVALID;
                case CONSIDERED_INCOMPLETE, DEFINITELY_INCOMPLETE:
                    return Verdict.INCOMPLETE;
                default:
                    if (!Syntax.isValid(info.source())) {
                        // An annotation waits for what it annotates.
                        return Syntax.isValid(rest + " int annotated;") ? Verdict.INCOMPLETE : Verdict.INVALID;
                    }
            }
            rest = info.remaining();
        }
        return Verdict.COMPLETE;
    }

    /** The white space that the next line of an unfinished cell begins with. */
    static String indent(String source) {
        String last = source.substring(source.lastIndexOf('\n') + 1);
        String begin = last.substring(0, last.length() - last.stripLeading().length());
        return last.stripTrailing().endsWith("{") ? begin + "    " : begin;
    }

    private String documentation(String code, int cursor) {
        return analysis.documentation(code, cursor, true).stream()
                .map(Assist::text)
                .distinct()
                .collect(Collectors.joining("\n\n"));
    }

    private static String text(Documentation documentation) {
        String javadoc = documentation.javadoc();
        return javadoc == null ? documentation.signature() : documentation.signature() + "\n" + javadoc;
    }

    private static int startOfName(String source, int end) {
        int start = end;
        while (start > 0
                && (Character.isJavaIdentifierPart(source.charAt(start - 1)) || source.charAt(start - 1) == '.')) {
            start--;
        }
        return start;
    }

    private String variable(String source, int end) {
        String name = source.substring(startOfName(source, end), end);
        return shell.variables()
                .filter(variable -> variable.name().equals(name))
                .map(variable -> variable.typeName() + " " + name)
                .reduce("", (earlier, later) -> later);
    }

    /** JShell looks at one snippet; a cell holds many. */
    private int lastSnippet(String code) {
        int from = 0;
        while (true) {
            CompletionInfo info = analysis.analyzeCompletion(code.substring(from));
            if (!info.completeness().isComplete() || info.remaining().isBlank()) {
                return from;
            }
            from = code.length() - info.remaining().length();
        }
    }
}
