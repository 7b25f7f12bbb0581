package dev.nacre.examples;

import dev.nacre.mammo.prepare.FolderPreparation;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows how many files are done: on a terminal one line drawn again and again, elsewhere a line now and then. */
final class FileProgress implements FolderPreparation.Progress {
    private static final int WIDTH = 24;
    private static final long NANOSECONDS_BETWEEN_DRAWINGS = 100_000_000L;
    private static final long NANOSECONDS_BETWEEN_LINES = 30_000_000_000L;

    private final PrintWriter screen;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long last = start;
    private int done;

    FileProgress(PrintWriter screen, boolean terminal) {
        this.screen = screen;
        this.terminal = terminal;
    }

    @Override
    public void files(int filesDone, int refused, int total) {
        done++;
        long now = System.nanoTime();
        if (now - last < (terminal ? NANOSECONDS_BETWEEN_DRAWINGS : NANOSECONDS_BETWEEN_LINES) && filesDone < total) {
            return;
        }
        last = now;
        String line = String.format(Locale.ROOT, "%d of %d files, %d refused%s", filesDone, total, refused, rate());
        if (terminal) {
            int filled = (int) ((long) filesDone * WIDTH / total);
            screen.print("\r" + "█".repeat(filled) + "░".repeat(WIDTH - filled) + " " + line + "  ");
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

    /** Of this run, as a clause. */
    String rate() {
        double seconds = (System.nanoTime() - start) / 1e9;
        return String.format(Locale.ROOT, ", %.1f a second", done / seconds);
    }
}
