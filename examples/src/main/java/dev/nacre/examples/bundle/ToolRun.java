package dev.nacre.examples.bundle;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program of the machine. */
final class ToolRun {
    private ToolRun() {
    }

    /**
     * Runs it to its end.
     *
     * @param name    for messages
     * @param missing what to say where there is no such program
     * @throws InputException if it is not there, or fails
     */
    static void of(String name, List<String> command, String missing) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException notThere) {
            throw new InputException(missing, notThere);
        }
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new InputException(name + " failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException(name + " was interrupted", e);
        }
    }
}
