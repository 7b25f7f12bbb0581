package dev.nacre.examples;

import dev.nacre.mammo.phantom.PhantomSet;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows how many exams are done: on a terminal one line drawn again and again, elsewhere a line now and then. */
final class ExamProgress implements PhantomSet.Progress {
    private static final long NANOSECONDS_BETWEEN_DRAWINGS = 100_000_000L;
    private static final long NANOSECONDS_BETWEEN_LINES = 30_000_000_000L;
    private static final double MINUTE = 60e9;

    private final PrintWriter screen;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long last = start;
    private int finished;

    ExamProgress(PrintWriter screen, boolean terminal) {
        this.screen = screen;
        this.terminal = terminal;
    }

    @Override
    public void exams(int done, int total) {
        finished = done;
        long now = System.nanoTime();
        if (now - last < (terminal ? NANOSECONDS_BETWEEN_DRAWINGS : NANOSECONDS_BETWEEN_LINES) && done < total) {
            return;
        }
        last = now;
        String line = String.format(Locale.ROOT, "%d of %d exams%s", done, total, rate());
        if (terminal) {
            screen.print("\r\u001B[K" + line);
        } else {
            screen.println(line);
        }
        screen.flush();
    }

    /** Behind the last drawing. */
    void end() {
        if (terminal) {
            screen.println();
        }
    }

    /** As a clause. */
    String rate() {
        return String.format(Locale.ROOT, ", %.1f a minute", finished * MINUTE / (System.nanoTime() - start));
    }
}
