package dev.nacre.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command line in a process of its own, which a test may kill, limit or measure. */
final class NacreProcess {
    private static final int TIMEOUT_SECONDS = 300;

    private NacreProcess() {
    }

    /**
     * Starts a command; all that it says goes to {@code log}.
     *
     * @param limit     shell code that runs before it in the same process, or nothing
     * @param arguments options of the Java machine (they begin with {@code -X}), then those of the command
     */
    static Process start(Path log, String limit, List<String> arguments) throws IOException {
        List<String> java = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "--add-modules=jdk.incubator.vector", "-cp", System.getProperty("java.class.path")));
        arguments.stream().takeWhile(argument -> argument.startsWith("-X")).forEach(java::add);
        java.add(Nacre.class.getName());
        arguments.stream().dropWhile(argument -> argument.startsWith("-X")).forEach(java::add);
        List<String> command = limit.isEmpty() ? java
                : Stream.concat(Stream.of("/bin/sh", "-c", limit + "exec \"$@\"", "sh"), java.stream()).toList();
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** Waits for its exit code; -1 if it takes too long. */
    static int end(Process process) throws InterruptedException {
        boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        return ended ? process.exitValue() : -1;
    }
}
