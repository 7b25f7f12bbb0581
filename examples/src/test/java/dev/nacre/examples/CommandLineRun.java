package dev.nacre.examples;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;

/**
 * A command in this process, and what it said.
 *
 * @param code exit code
 * @param text on both streams
 */
public record CommandLineRun(int code, String text) {
    /** Runs {@code nacre} with these arguments. */
    public static CommandLineRun of(Object... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter both = new PrintWriter(text, true);
        int code = Nacre.run(Nacre.commandLine().setOut(both).setErr(both),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new CommandLineRun(code, text.toString());
    }
}
