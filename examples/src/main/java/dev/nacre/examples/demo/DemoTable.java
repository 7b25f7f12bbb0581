package dev.nacre.examples.demo;

import dev.nacre.mammo.page.Figures;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The figures of a demo on a screen.
 *
 * @param result of a run
 */
record DemoTable(DemoResult result) {
    /** Prints a table for each finding. */
    void print(PrintWriter out) {
        out.printf(Locale.ROOT, "%nZero-shot ROC AUC with 95 %% intervals on %d held-out breasts of %d phantoms"
                + " (research use, not for diagnosis)%s%n", result.heldOut().size(), result.heldOutPatients(),
                result.quick() ? "; a quick run, the figures mean nothing" : "");
        for (FindingResult finding : result.findings()) {
            out.printf(Locale.ROOT, "%n%s (%d of %d breasts)%n", finding.finding().title(), finding.positives(),
                    finding.positive().length);
            List<Measured> rows = new ArrayList<>(List.of(finding.trained(), finding.untrained()));
            rows.addAll(finding.baselines());
            for (Measured row : rows) {
                out.printf(Locale.ROOT, "  %-22s %s  (%s)  %s%n", row.name(), Figures.of(row.area().estimate()),
                        Figures.range(row.area()), row.detail());
            }
            out.printf(Locale.ROOT, "  %-21s %s  (%s)  the best one, %s%n", "model minus baseline",
                    Figures.signed(finding.difference().estimate()), Figures.range(finding.difference()),
                    FindingResult.best(finding.baselines()).name());
        }
        out.println();
        out.flush();
    }
}
