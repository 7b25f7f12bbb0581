package dev.nacre.examples.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** Says what goes on, with the time since the start. */
final class Narrator implements DemoEvaluation.Progress {
    private static final double MINUTE = 60e9;

    private final PrintWriter out;
    private final boolean terminal;
    private final long start = System.nanoTime();

    /** {@code terminal} says whether a line can be drawn over. */
    Narrator(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A part of the work begins. */
    void begin(String work) {
        int seconds = (int) (minutes() * 60);
        out.printf(Locale.ROOT, "[%2d:%02d] %s%n", seconds / 60, seconds % 60, work);
        out.flush();
    }

    double minutes() {
        return (System.nanoTime() - start) / MINUTE;
    }

    @Override
    public void at(String work, int done, int of) {
        if (terminal) {
            out.print("\r\u001B[K  " + work + ": " + done + " of " + of + (done == of ? "\n" : ""));
            out.flush();
        } else if (done == of) {
            out.println("  " + work + ": done");
            out.flush();
        }
    }
}
