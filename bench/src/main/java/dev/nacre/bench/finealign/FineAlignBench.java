package dev.nacre.bench.finealign;

import dev.nacre.bench.DeviceOption;
import dev.nacre.bench.MachineText;
import dev.nacre.bench.study.StudyFolder;
import dev.nacre.bench.study.StudyResult;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.eval.localisation.DensityGroup;
import dev.nacre.mammo.eval.maps.MapResults;
import dev.nacre.mammo.eval.maps.MapTable;
import dev.nacre.mammo.eval.maps.MarkedView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The study of the coarse-to-fine model on phantoms. */
@Command(name = "finealign", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Trains the coarse-to-fine model in eight arms on phantoms and judges their lesion maps beside"
                + " brightness, and pretrained weights beside scratch, on held-out women; docs/finealign-study.md is"
                + " the protocol.",
            "At most two and a half hours on two cores; stopped, the same command goes on. Research use, not for"
                + " diagnosis."})
public final class FineAlignBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--work", required = true, paramLabel = "DIR",
            description = "The folder for phantoms, models and scores; with what is there, the study goes on.")
    private Path work;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Also write finealign-<date>.md and .json into this folder, such as bench/results.")
    private Path out;

    @Option(names = "--quick", description = "A small study, only to see that everything works; its figures mean"
            + " nothing.")
    private boolean quick;

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    FineAlignBench() {
    }

    @Override
    public Integer call() throws IOException {
        StudyProtocol protocol = quick ? StudyProtocol.quick() : StudyProtocol.full();
        StudyFolder folder = StudyFolder.of(work, protocol.toJson());
        PrintWriter screen = spec.commandLine().getOut();
        PrintWriter progress = spec.commandLine().getErr();
        long start = System.nanoTime();
        StudyRun.Result result = new StudyRun(protocol, folder, line -> {
            progress.println(line);
            progress.flush();
        }).run();
        Figures figures = Figures.of(result);
        StudyResult found = new StudyResult(figures.markdown(), figures.toJson(protocol));
        screen.println(found.markdown());
        if (out != null) {
            found.write(out, quick ? "finealign-quick" : "finealign");
        }
        progress.printf(Locale.ROOT, "%.0f minutes%n", (System.nanoTime() - start) / 60e9);
        progress.flush();
        screen.flush();
        return 0;
    }

    /** What was found, all bootstraps done. */
    private record Figures(MapResults maps, Map<DensityGroup, MapResults> groups, LabelTable labels) {
        static Figures of(StudyRun.Result result) {
            Map<DensityGroup, MapResults> groups = new EnumMap<>(DensityGroup.class);
            for (DensityGroup group : DensityGroup.values()) {
                MapTable part = result.maps().of(group);
                // A quick study may have no lesion in a group.
                long lesions = part.figures().views().stream().filter(MarkedView::hasLesion).count();
                if (lesions > 1 && lesions < part.figures().views().size()) {
                    groups.put(group, part.results());
                }
            }
            return new Figures(result.maps().results(), groups, result.labels());
        }

        Json.Fields toJson(StudyProtocol protocol) {
            Json.Fields all = Json.object().with("notice", "Research use, not for diagnosis.")
                    .with("date", LocalDate.now().toString()).with("code", MachineText.code())
                    .with("machine", MachineText.machineAndDevice()).with("protocol", protocol.toJson())
                    .with("maps", maps.toJson());
            for (Map.Entry<DensityGroup, MapResults> group : groups.entrySet()) {
                all = all.with("maps_" + group.getKey().name().toLowerCase(Locale.ROOT), group.getValue().toJson());
            }
            return all.with("labels", labels.toJson());
        }

        String markdown() {
            StringBuilder text = new StringBuilder("# The coarse-to-fine model on phantoms, " + LocalDate.now()
                    + "\n\nResearch use, not for diagnosis. The protocol is docs/finealign-study.md; code "
                    + MachineText.code() + "; " + MachineText.machineAndDevice()
                    + ".\n\n## Lesion maps of held-out women\n\n" + counted(maps));
            groups.forEach((group, part) -> text.append("\n### ").append(group == DensityGroup.FATTY
                    ? "Fatty breasts (A, B)" : "Dense breasts (C, D)").append("\n\n").append(counted(part)));
            return text.append("\n## Labels\n\n").append(labels.markdown()).toString();
        }

        private static String counted(MapResults part) {
            return part.pictures() + " pictures of " + part.patients() + " women, " + part.picturesWithLesion()
                    + " with a lesion.\n\n" + part.markdown();
        }
    }
}
