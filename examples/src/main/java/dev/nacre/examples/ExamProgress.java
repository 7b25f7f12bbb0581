package dev.nacre.examples;

import dev.nacre.mammo.phantom.PhantomSet;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows how many exams are done. */
final class ExamProgress implements PhantomSet.Progress {
    private static final double MINUTE = 60;

    private final ProgressLine line;
    private int finished;

    ExamProgress(PrintWriter screen, boolean terminal) {
        line = new ProgressLine(screen, terminal);
    }

    @Override
    public void exams(int done, int total) {
        finished = done;
        line.show(() -> done + " of " + total + " exams" + rate(), done == total);
    }

    /** Behind the last drawing. */
    void end() {
        line.end();
    }

    /** As a clause. */
    String rate() {
        return String.format(Locale.ROOT, ", %.1f a minute", finished * MINUTE / line.seconds());
    }
}
