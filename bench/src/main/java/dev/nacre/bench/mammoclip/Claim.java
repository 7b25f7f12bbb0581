package dev.nacre.bench.mammoclip;

import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import dev.nacre.nn.metric.Bootstrap;
import dev.nacre.nn.metric.Resampling;
import java.util.List;

/**
 * Something that the paper says, and what the study found of it.
 *
 * @param text what is claimed
 * @param own heading of the figures that should be higher
 * @param other heading of the others
 * @param rows one for each question and share
 */
record Claim(String text, String own, String other, List<Comparison> rows) {
    Claim {
        rows = List.copyOf(rows);
    }

    /** Answers all rows, each at the study's level, and strictly at one that makes them hold together. */
    static Claim of(String text, String own, String other, List<Comparison.Asked> asked, int replicates) {
        double strict = 1 - (1 - StudyProtocol.LEVEL) / asked.size();
        return new Claim(text, own, other, asked.stream().map(row -> row.answered(
                draws(row, replicates, StudyProtocol.LEVEL), draws(row, replicates, strict))).toList());
    }

    private static Bootstrap draws(Comparison.Asked row, int replicates, double level) {
        return new Bootstrap(Resampling.byGroup(row.patients()), replicates, level, Key.of(1).child("claims"));
    }

    /** In one line: how many rows bear it out. */
    String verdict() {
        long better = rows.stream().filter(Comparison::isBetter).count();
        long worse = rows.stream().filter(Comparison::isWorse).count();
        return (better == rows.size() ? "Holds" : worse > 0 ? "Fails" : better > 0 ? "Holds in part" : "Not shown")
                + ": better in " + better + " of " + rows.size() + ", worse in " + worse + ".";
    }

    Json toJson() {
        return Json.object().with("claim", text).with("verdict", verdict())
                .with("rows", new Json.Items(rows.stream().map(Comparison::toJson).toList()));
    }

    String markdown() {
        StringBuilder table = new StringBuilder("## " + text + "\n\n**" + verdict() + "**\n\n| | cases | " + own + " | "
                + other + " | difference | |\n|---|---|---|---|---|---|\n");
        rows.forEach(row -> table.append(row.markdown()));
        return table.append('\n').toString();
    }
}
