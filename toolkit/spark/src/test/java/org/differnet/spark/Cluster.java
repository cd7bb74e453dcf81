package org.differnet.spark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A standalone cluster on this machine: a master and workers of one core each, started from the jars of the class path. */
final class Cluster implements AutoCloseable {

    private final Path home;
    private final Process master;
    private final List<Process> workers = new ArrayList<>();
    private final String address;

    /**
     * Starts it.
     *
     * @param folder for its files; made if it is not there
     */
    Cluster(Path folder, int workers) throws IOException {
        home = Files.createDirectories(folder.toAbsolutePath());
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (Path jar : classPath().filter(Files::isRegularFile).toList()) {
            Path link = jars.resolve(jar.getFileName());
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, jar);
        }
        int port = freePort();
        address = "spark://127.0.0.1:" + port;
        master = start("Master", "master.Master", "--port", "" + port, "--webui-port", "" + freePort());
        for (int i = 0; i < workers; i++) {
            this.workers.add(start(
                    "Worker-" + i,
                    "worker.Worker",
                    "--cores",
                    "1",
                    "--memory",
                    "2g",
                    "--webui-port",
                    "" + freePort(),
                    "--work-dir",
                    home.resolve("work-" + i).toString(),
                    address));
        }
    }

    /** What executors need besides the jars, which they have: folders of classes. */
    static String folders() {
        return String.join(
                File.pathSeparator,
                classPath().filter(Files::isDirectory).map(Path::toString).toList());
    }

    /** What a driver connects to. */
    String address() {
        return address;
    }

    /** Ends a worker and its executors at once, as a failure of their machine would. */
    void kill(int worker) {
        ProcessHandle handle = workers.get(worker).toHandle();
        List<ProcessHandle> all =
                Stream.concat(handle.descendants(), Stream.of(handle)).toList();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** Processor time that executors have used since they were started. */
    Duration executorTime() {
        return workers.stream()
                .flatMap(worker -> worker.toHandle().descendants())
                .map(executor -> executor.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The most memory that an executor has had so far, of Java and of the native library, in MB; Linux tells it. */
    long executorMemory() {
        return workers.stream()
                .flatMap(worker -> worker.toHandle().descendants())
                .mapToLong(executor -> peak(executor.pid()))
                .max()
                .orElse(0);
    }

    private static long peak(long process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", "" + process, "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * Runs a program on this machine to its end.
     *
     * @param line told each line that it prints
     */
    static void run(Consumer<String> line, List<String> jvm, Class<?> program, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(jvm);
        String classPath = classPath().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader()) {
            for (String next = output.readLine(); next != null; next = output.readLine()) {
                line.accept(next);
            }
            if (process.waitFor() != 0) {
                throw new IOException(program.getName() + " ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IOException(program.getName() + " was interrupted", e);
        }
    }

    private Process start(String name, String type, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(java(), "-Xmx256m", "-cp", home.resolve("jars") + "/*", "org.apache.spark.deploy." + type));
        command.addAll(List.of("--host", "127.0.0.1"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        return builder.start();
    }

    /** The class path of this program, which Maven's exec plugin keeps in a class loader. */
    private static Stream<Path> classPath() {
        Stream<String> paths = Cluster.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs()).map(URL::getPath)
                : Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
        return paths.map(path -> Path.of(path).toAbsolutePath());
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Ends all its processes. */
    @Override
    public void close() {
        for (int i = 0; i < workers.size(); i++) {
            kill(i);
        }
        master.destroyForcibly();
        try {
            master.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
