package dev.nacre.examples;

import java.io.PrintWriter;
import java.util.function.Supplier;

/** How far something is: on a terminal one line drawn again and again, elsewhere a line now and then. */
public final class ProgressLine {
    private static final long NANOSECONDS_BETWEEN_DRAWINGS = 100_000_000L;
    private static final long NANOSECONDS_BETWEEN_LINES = 30_000_000_000L;

    private final PrintWriter screen;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long last = start;

    /** On a terminal it is drawn over itself. */
    public ProgressLine(PrintWriter screen, boolean terminal) {
        this.screen = screen;
        this.terminal = terminal;
    }

    boolean isTerminal() {
        return terminal;
    }

    /** Seconds since this was made. */
    public double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Shows the text unless one was shown a moment ago; always if it is the last. */
    public void show(Supplier<String> text, boolean isLast) {
        long now = System.nanoTime();
        if (now - last < (terminal ? NANOSECONDS_BETWEEN_DRAWINGS : NANOSECONDS_BETWEEN_LINES) && !isLast) {
            return;
        }
        last = now;
        if (terminal) {
            screen.print("\r\u001B[K" + text.get());
        } else {
            screen.println(text.get());
        }
        screen.flush();
    }

    /** Behind the last drawing. */
    public void end() {
        if (terminal) {
            screen.println();
        }
    }
}
