package org.differnet.kernel;

import java.io.File;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** The notebook's cells, run one after the other in one JShell. */
final class Cells {

    /** What IJava 1.3.0 imports, no more and no less: what compiles here compiles there. */
    private static final List<String> IMPORTS = List.of(
            "java.util.*",
            "java.io.*",
            "java.math.*",
            "java.net.*",
            "java.util.concurrent.*",
            "java.util.prefs.*",
            "java.util.regex.*",
            "static org.differnet.kernel.Display.*");

    private final CellExecution execution;
    private final JShell shell;
    private final Assist assist;
    private final Magics magics;
    private final SourceMap sources = new SourceMap();
    private String startupFailure;

    Cells(CellExecution execution) {
        this.execution = execution;
        shell = JShell.builder()
                .executionEngine(new InProcess(execution), Map.of())
                .build();
        assist = new Assist(shell);
        magics = new Magics(this);
        Set<String> known = new HashSet<>(List.of(entries(System.getProperty("java.class.path"))));
        for (String variable : List.of("DIFFERNET_CLASSPATH", "IJAVA_CLASSPATH")) {
            for (String entry : entries(System.getenv().getOrDefault(variable, ""))) {
                if (!known.contains(entry)) {
                    magics.addMatching(entry);
                }
            }
        }
        IMPORTS.forEach(name -> shell.eval("import " + name + ";"));
        for (SnippetEvent event : shell.eval("org.differnet.notebook.Notebook.init();")) {
            if (event.exception() != null) {
                startupFailure = "org.differnet.notebook.Notebook.init() failed, so that results are shown as text: "
                        + execution.failure();
            }
        }
    }

    /**
     * Runs one cell: Java, and lines that begin with {@code %}.
     *
     * @return the value of the last expression, null where the cell ends with a statement or declaration
     * @throws CompilationException if a part does not compile; what stands before it has run
     * @throws Exception whatever the cell throws
     */
    Object run(String cell) throws Exception {
        if (startupFailure != null) {
            System.err.println(startupFailure);
            startupFailure = null;
        }
        sources.nextCell();
        execution.begin();
        try {
            return runParts(cell);
        } finally {
            execution.awaitLastWords();
        }
    }

    /** Runs source within the current cell. */
    Object runParts(String source) throws Exception {
        Object value = null;
        Matcher magic = Magics.LINE.matcher(source);
        int from = 0;
        while (magic.find()) {
            value = runJava(source, from, magic.start());
            magics.run(magic.group(1), magic.group(2).strip());
            from = magic.end();
        }
        String rest = source.substring(from);
        return rest.isBlank() ? value : runJava(source, from, source.length());
    }

    private static String[] entries(String classPath) {
        return classPath.split(Pattern.quote(File.pathSeparator));
    }

    private Object runJava(String source, int from, int to) throws Exception {
        Object value = null;
        int at = from;
        while (at < to) {
            String rest = source.substring(at, to);
            CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            String code = info.completeness().isComplete() ? info.source() : rest;
            if (code.isBlank()) {
                break;
            }
            // JShell counts a statement's lines from its first character, the compiler from the snippet's.
            String stripped = code.stripLeading();
            value = runSnippet(stripped, source, at + code.length() - stripped.length());
            at = info.completeness().isComplete() ? to - info.remaining().length() : to;
            if (execution.interrupted() && at < to && !source.substring(at, to).isBlank()) {
                throw interruption();
            }
        }
        return value;
    }

    private Object runSnippet(String code, String source, int at) throws Exception {
        Object value = null;
        List<SnippetEvent> events = shell.eval(code);
        tellEmptied(events);
        for (SnippetEvent event : events) {
            Snippet snippet = event.snippet();
            if (event.causeSnippet() != null) {
                continue;
            }
            sources.put(snippet.id(), source, at);
            if (event.status() == Status.REJECTED) {
                throw new CompilationException(
                        Errors.compilation(shell.diagnostics(snippet).toList(), source, at));
            }
            if (event.exception() != null) {
                throw failure(event);
            }
            if (execution.stopped()) {
                throw interruption();
            }
            if (snippet instanceof DeclarationSnippet declaration && event.status() != Status.VALID) {
                System.err.println("Not usable until declared: " + missing(declaration));
            }
            value = isExpression(snippet) ? execution.value() : null;
        }
        return value;
    }

    /** JShell makes variables null whose type is declared anew. */
    private static void tellEmptied(List<SnippetEvent> events) {
        String emptied = events.stream()
                .filter(event -> event.causeSnippet() != null && event.isSignatureChange())
                .filter(event -> event.snippet() instanceof VarSnippet && event.previousStatus() == Status.VALID)
                .map(event -> ((VarSnippet) event.snippet()).name())
                .distinct()
                .collect(Collectors.joining(", "));
        if (!emptied.isEmpty()) {
            System.err.println("Emptied, since their type was declared anew: " + emptied);
        }
    }

    private Exception failure(SnippetEvent event) {
        Throwable thrown = execution.failure();
        if (event.exception() instanceof UnresolvedReferenceException unresolved) {
            return new CompilationException("Not usable until declared: " + missing(unresolved.getSnippet()));
        }
        if (thrown == null) {
            return event.exception();
        }
        sources.translate(thrown, event.exception());
        if (execution.interrupted() && (thrown instanceof InterruptedException)) {
            return interruption();
        }
        return thrown instanceof Exception e ? e : new CellError((Error) thrown);
    }

    private String missing(DeclarationSnippet declaration) {
        return String.join(", ", shell.unresolvedDependencies(declaration).toList());
    }

    private InterruptedException interruption() {
        return interruption(
                execution.leftBehind()
                        ? "The cell does not answer to the interrupt and runs on; restart the kernel to end it."
                        : "The cell was interrupted.");
    }

    static InterruptedException interruption(String message) {
        InterruptedException e = new InterruptedException(message);
        e.setStackTrace(new StackTraceElement[0]);
        return e;
    }

    private static boolean isExpression(Snippet snippet) {
        return snippet.kind() == Snippet.Kind.EXPRESSION
                || snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    Assist assist() {
        return assist;
    }

    void addToClassPath(Path entry) {
        shell.addToClasspath(entry.toString());
    }

    void interrupt() {
        execution.interrupt();
    }

    private record InProcess(ExecutionControl control) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "in-process";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return control;
        }
    }
}
