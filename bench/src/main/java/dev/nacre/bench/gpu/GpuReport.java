package dev.nacre.bench.gpu;

import dev.nacre.bench.gpu.GpuCase.Limit;
import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run found, as text and as JSON.
 *
 * @param code         version of the code
 * @param machine      the host in words
 * @param device       the GPU in words
 * @param capabilities of CUDA on this machine, line by line
 * @param peer         name and version of PyTorch, or why there is none
 * @param extent       full or quick
 */
record GpuReport(String code, String machine, String device, List<String> capabilities, String peer, String extent) {
    String markdown(GpuRun run, List<HostTime> captured) {
        Map<Limit, Double> limits = run.limits();
        StringBuilder text = new StringBuilder("# A GPU, " + LocalDate.now() + "\n\n| | |\n|---|---|\n");
        text.append("| code | ").append(code).append(" |\n| device | ").append(device).append(" |\n| host | ")
                .append(machine).append(" |\n| CUDA | ").append(String.join("; ", capabilities))
                .append(" |\n| beside | ").append(peer).append(" |\n| run | ").append(extent)
                .append(" |\n| limits | ").append(limits.isEmpty() ? "not measured" : limits.entrySet().stream()
                .map(limit -> limit.getKey().name().toLowerCase(Locale.ROOT) + String.format(Locale.ROOT, " %.4g ",
                        limit.getKey().inUnits(limit.getValue())) + limit.getKey().unit())
                .collect(Collectors.joining(", "))).append(" |\n\n");
        text.append("Wall time of a run between two moments at which the device has done all its work: the median and"
                + " the range of several groups of runs. Limits are the best that either side reached at copies and"
                + " products in this run. A ratio above 1 says that ours is faster.\n\n");
        text.append(GpuRow.heading()).append('\n');
        run.rows().forEach(row -> text.append(row.markdown(limits)).append('\n'));
        if (!captured.isEmpty()) {
            text.append('\n').append(HostTime.heading()).append('\n');
            captured.forEach(step -> text.append(step.markdown()).append('\n'));
        }
        return text.toString();
    }

    String json(GpuRun run, List<HostTime> captured) {
        Map<Limit, Double> limits = run.limits();
        Json.Fields found = Json.object();
        for (Map.Entry<Limit, Double> limit : limits.entrySet()) {
            found = found.with(limit.getKey().name().toLowerCase(Locale.ROOT), limit.getValue());
        }
        List<Json> parts = new ArrayList<>();
        capabilities.forEach(line -> parts.add(new Json.Text(line)));
        return JsonWriter.indented(Json.object().with("date", LocalDate.now().toString()).with("code", code)
                .with("device", device).with("machine", machine).with("cuda", new Json.Items(parts))
                .with("peer", peer).with("extent", extent).with("limits", found)
                .with("rows", new Json.Items(run.rows().stream().map(row -> row.json(limits)).toList()))
                .with("captured", new Json.Items(captured.stream().map(HostTime::json).toList())));
    }

    /** Writes {@code gpu-<date>.md} and {@code .json}, each whole or not at all, in place of those before. */
    void write(Path folder, GpuRun run, List<HostTime> captured) {
        String name = "gpu-" + LocalDate.now();
        try {
            Files.createDirectories(folder);
            AtomicFile.write(folder.resolve(name + ".md"), markdown(run, captured));
            AtomicFile.write(folder.resolve(name + ".json"), json(run, captured));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
