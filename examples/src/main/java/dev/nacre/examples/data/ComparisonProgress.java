package dev.nacre.examples.data;

import dev.nacre.mammo.data.sets.SameContent;
import java.io.PrintWriter;

/** How many files were compared: on a terminal a line drawn again and again, elsewhere a line every half minute. */
final class ComparisonProgress implements SameContent.Progress {
    private static final long NANOSECONDS_BETWEEN_DRAWINGS = 200_000_000L;
    private static final long NANOSECONDS_BETWEEN_LINES = 30_000_000_000L;

    private final PrintWriter screen;
    private final boolean terminal;
    private long last = System.nanoTime();
    private boolean drawn;

    ComparisonProgress(PrintWriter screen, boolean terminal) {
        this.screen = screen;
        this.terminal = terminal;
    }

    @Override
    public void files(int done, int total) {
        long now = System.nanoTime();
        if (now - last < (terminal ? NANOSECONDS_BETWEEN_DRAWINGS : NANOSECONDS_BETWEEN_LINES)) {
            return;
        }
        last = now;
        String line = "compared " + done + " of " + total + " files";
        if (terminal) {
            screen.print("\r" + line + "  ");
            drawn = true;
        } else {
            screen.println(line);
        }
        screen.flush();
    }

    /** Behind the last drawing. */
    void end() {
        if (drawn) {
            screen.println();
            screen.flush();
        }
    }
}
