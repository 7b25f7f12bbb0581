package dev.nacre.examples;

import dev.nacre.mammo.prepare.FolderPreparation;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows how many files are done, on a terminal with a bar. */
final class FileProgress implements FolderPreparation.Progress {
    private static final int WIDTH = 24;

    private final ProgressLine line;
    private int done;

    FileProgress(PrintWriter screen, boolean terminal) {
        line = new ProgressLine(screen, terminal);
    }

    @Override
    public void files(int filesDone, int refused, int total) {
        done++;
        line.show(() -> (line.isTerminal() ? bar(filesDone, total) : "") + filesDone + " of " + total + " files, "
                + refused + " refused" + rate(), filesDone == total);
    }

    private static String bar(int filesDone, int total) {
        int filled = (int) ((long) filesDone * WIDTH / total);
        return "█".repeat(filled) + "░".repeat(WIDTH - filled) + " ";
    }

    /** Behind the last drawing. */
    void end() {
        line.end();
    }

    /** Of this run, as a clause. */
    String rate() {
        return String.format(Locale.ROOT, ", %.1f a second", done / line.seconds());
    }
}
