package dev.nacre.bench.peers;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * The files of a run.
 *
 * @param code    version of the code
 * @param machine in words
 * @param names   both sides with their versions
 * @param threads of either
 * @param quick   whether it was a quick run
 */
record PeersReport(String code, String machine, String names, int threads, boolean quick) {
    /** The array that every run can give. */
    static Json array(List<Row> rows) {
        return new Json.Items(rows.stream().map(Row::json).toList());
    }

    /** Writes {@code peers-<date>.md}, {@code .json} and, if there are limits, {@code -roofline.svg}. */
    void write(Path folder, PeersRun run) throws IOException {
        Files.createDirectories(folder);
        String name = "peers-" + LocalDate.now();
        String picture = name + "-roofline.svg";
        AtomicFile.write(folder.resolve(name + ".json"), JsonWriter.indented(json(run)));
        AtomicFile.write(folder.resolve(name + ".md"), markdown(run, picture));
        if (run.roofline() != null) {
            AtomicFile.write(folder.resolve(picture), run.roofline().chart(run.groups()).svg());
        }
    }

    private Json json(PeersRun run) {
        return Json.object().with("date", LocalDate.now().toString()).with("code", code).with("machine", machine)
                .with("sides", names).with("threads", threads).with("quick", quick).with("rows", array(run.rows()));
    }

    private String markdown(PeersRun run, String picture) {
        StringBuilder text = new StringBuilder("# Beside PyTorch, " + LocalDate.now() + "\n\n| | |\n|---|---|\n");
        text.append("| code | ").append(code).append(" |\n| machine | ").append(machine).append(" |\n| sides | ")
                .append(names).append(" |\n| threads of either | ").append(threads).append(" |\n| run | ")
                .append(quick ? "quick" : "full").append(" |\n\n");
        text.append("Ratio: the peer's figure divided by ours. [docs/performance.md](../../docs/performance.md) says"
                + " how this is measured.\n\n");
        text.append(Row.heading()).append('\n');
        run.rows().forEach(row -> text.append(row.markdown()).append('\n'));
        if (run.roofline() != null) {
            text.append("\n![Our kernels and the peer's beside the machine's limits](").append(picture).append(")\n");
        }
        return text.toString();
    }
}
