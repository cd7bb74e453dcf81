package org.differnet.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.reply.HistoryReply;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** The Jupyter kernel {@code java}: one process, one JShell, one notebook. */
public final class JavaKernel extends BaseKernel {

    private static volatile JavaKernel instance;

    /** JShell takes a second to start; the kernel answers Jupyter meanwhile. */
    private final CompletableFuture<Cells> cells;

    private final PrintStream out = CellOutput.on(text -> publish(text, ShellReplyEnvironment::writeToStdOut));
    private final PrintStream err = CellOutput.on(text -> publish(text, ShellReplyEnvironment::writeToStdErr));

    private final LastCell shown = new LastCell();

    private volatile ShellReplyEnvironment lastCell;
    private volatile boolean interruptedAtStart;
    private boolean failed;

    JavaKernel() {
        instance = this;
        setShouldReplaceStdStreams(false);
        cells = CompletableFuture.supplyAsync(() -> new Cells(new CellExecution()));
    }

    @Override
    public void becomeHandlerForConnection(JupyterConnection connection) {
        super.becomeHandlerForConnection(connection);
        ShellHandler<ExecuteRequest> run = connection.getHandler(MessageType.EXECUTE_REQUEST);
        connection.setHandler(MessageType.EXECUTE_REQUEST, (reply, cell) -> {
            lastCell = reply;
            shown.attach(reply);
            run.handle(reply, cell);
        });
        connection.setHandler(MessageType.HISTORY_REQUEST, (reply, request) -> {
            reply.setBusyDeferIdle();
            reply.reply(new HistoryReply(List.of()));
        });
    }

    private void publish(String text, BiConsumer<ShellReplyEnvironment, String> stream) {
        stream.accept(lastCell, text);
    }

    /**
     * The kernel that runs in this process, the place to register renderers.
     *
     * @return the kernel, or null where this process is no kernel
     */
    public static BaseKernel getKernelInstance() {
        return instance;
    }

    /**
     * Runs the kernel until Jupyter shuts it down or ends.
     *
     * @param args the path of Jupyter's connection file
     * @throws Exception if the connection file cannot be read or its ports cannot be bound
     */
    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println("The kernel takes one argument, Jupyter's connection file; start it from Jupyter.");
            System.exit(2);
        }
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        Connection connection = new Connection(KernelConnectionProperties.parse(Files.readString(Path.of(args[0]))));
        JavaKernel kernel = new JavaKernel();
        kernel.becomeHandlerForConnection(connection);
        connection.abortQueuedCellsIf(() -> kernel.failed);
        connection.connect();
        connection.awaitShutdown();
        System.exit(0);
    }

    @Override
    public DisplayData eval(String source) throws Exception {
        failed = true;
        System.setIn(InputStream.nullInputStream());
        System.setOut(out);
        System.setErr(err);
        interruptedAtStart = false;
        Cells ready = cells.join();
        if (interruptedAtStart) {
            throw Cells.interruption("The cell was interrupted.");
        }
        DisplayData shown = guarded(() -> {
            try {
                Object value = ready.run(source);
                return value == null || Display.isIdOfLast(value) ? null : Display.render(value);
            } finally {
                flush();
            }
        });
        failed = false;
        return shown;
    }

    /** What was printed before stands above what is shown. */
    @Override
    public void display(DisplayData data) {
        flush();
        shown.display.display(data);
    }

    @Override
    public JupyterIO getIO() {
        return shown;
    }

    /** What a thread shows between two cells belongs to the one before, as what it prints; the base kernel would drop it. */
    private static final class LastCell extends JupyterIO {

        void attach(ShellReplyEnvironment cell) {
            setEnv(cell);
        }
    }

    private void flush() {
        out.flush();
        err.flush();
    }

    @Override
    public ReplacementOptions complete(String source, int at) throws Exception {
        return guarded(() -> cells.join().assist().complete(source, at));
    }

    @Override
    public DisplayData inspect(String source, int at, boolean detailed) throws Exception {
        return guarded(() -> cells.join().assist().inspect(source, at));
    }

    @Override
    public String isComplete(String source) {
        return switch (cells.join().assist().completeness(source)) {
            case COMPLETE -> IS_COMPLETE_YES;
            case INCOMPLETE -> Assist.indent(source);
            case INVALID -> IS_COMPLETE_BAD;
        };
    }

    @Override
    public void interrupt() {
        if (cells.isDone()) {
            cells.join().interrupt();
        } else {
            interruptedAtStart = true;
        }
    }

    @Override
    public List<String> formatError(Exception error) {
        return Errors.describe(error).lines().map(errorStyler::secondary).toList();
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("java")
                .version(System.getProperty("java.version"))
                .mimetype("text/x-java-source")
                .fileExtension(".jshell")
                .pygments("java")
                .codemirror("java")
                .build();
    }

    @Override
    public String getBanner() {
        return "Java " + Runtime.version() + " · DifferNet kernel " + KERNEL_META.get("version");
    }

    /** An Error that reached the base kernel would end the thread that answers Jupyter. */
    private static <T> T guarded(Callable<T> work) throws Exception {
        try {
            return work.call();
        } catch (Error e) {
            throw new CellError(e);
        }
    }
}
