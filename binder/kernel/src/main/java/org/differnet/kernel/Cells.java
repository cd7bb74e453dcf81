package org.differnet.kernel;

import java.io.File;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** The notebook's cells, run one after the other in one JShell. */
final class Cells {

    private static final List<String> IMPORTS = List.of(
            "java.util.*",
            "java.util.stream.*",
            "java.nio.file.*",
            "static org.differnet.kernel.Display.*",
            "org.differnet.*",
            "org.differnet.chart.*",
            "org.differnet.data.*",
            "org.differnet.fetch.*",
            "org.differnet.localize.*",
            "org.differnet.notebook.*",
            "org.differnet.score.*",
            "org.differnet.work.*");

    private static final Pattern MAGIC = Pattern.compile("(?m)^%(\\S+)[ \\t]*(.*)$");

    private final CellExecution execution = new CellExecution();
    private final JShell shell;
    private final Assist assist;
    private final Magics magics;
    private final SourceMap sources = new SourceMap();
    private String startupFailure;

    Cells() {
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
        // Packages of the toolkit that are not on the class path are rejected, which is fine.
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
        return runParts(cell);
    }

    /** Runs source within the current cell. */
    Object runParts(String source) throws Exception {
        Object value = null;
        Matcher magic = MAGIC.matcher(source);
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
        for (SnippetEvent event : shell.eval(code)) {
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
        InterruptedException e = new InterruptedException(
                execution.leftBehind()
                        ? "The cell does not answer to the interrupt and runs on; restart the kernel to end it."
                        : "The cell was interrupted.");
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
