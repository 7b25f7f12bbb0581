package dev.nacre.bench.mammoclip;

import dev.nacre.bench.DeviceOption;
import dev.nacre.bench.MachineText;
import dev.nacre.bench.study.StudyFolder;
import dev.nacre.bench.study.StudyResult;
import dev.nacre.core.io.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The study of Mammo-CLIP on phantoms. */
@Command(name = "mammo-clip", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Pre-trains a small Mammo-CLIP on phantoms and judges what the paper claims of it on held-out"
                + " women: zero-shot, linear probes, fine-tuning, detection and Mammo-FActOR, each beside its"
                + " comparator; docs/mammo-clip-study.md is the protocol.",
            "At most two and a half hours on two cores; stopped, the same command goes on. Research use, not for"
                + " diagnosis."})
public final class MammoClipBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--work", required = true, paramLabel = "DIR",
            description = "The folder for phantoms, models and scores; with what is there, the study goes on.")
    private Path work;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Also write mammo-clip-<date>.md and .json into this folder, such as bench/results.")
    private Path out;

    @ArgGroup
    private Extent extent = new Extent();

    /** How much is done. */
    static final class Extent {
        @Option(names = "--curve", description = "Seven shares of the labels instead of three: the whole curve of what"
                + " labels are worth, in about twice the time.")
        private boolean curve;

        @Option(names = "--quick", description = "A small study, only to see that everything works; its figures mean"
                + " nothing.")
        private boolean quick;

        /** Created by the command line alone. */
        Extent() {
        }

        StudyProtocol protocol() {
            return quick ? StudyProtocol.quick() : curve ? StudyProtocol.curve() : StudyProtocol.full();
        }

        String name() {
            return quick ? "mammo-clip-quick" : curve ? "mammo-clip-curve" : "mammo-clip";
        }
    }

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    MammoClipBench() {
    }

    @Override
    public Integer call() throws IOException {
        StudyProtocol protocol = extent.protocol();
        StudyFolder folder = StudyFolder.of(work, protocol.toJson());
        PrintWriter screen = spec.commandLine().getOut();
        PrintWriter progress = spec.commandLine().getErr();
        long start = System.nanoTime();
        List<Claim> claims = new StudyRun(protocol, folder, line -> {
            progress.println(line);
            progress.flush();
        }).run();
        StudyResult found = new StudyResult(markdown(protocol, claims), json(protocol, claims));
        screen.println(found.markdown());
        if (out != null) {
            found.write(out, extent.name());
        }
        progress.printf(Locale.ROOT, "%.0f minutes%n", (System.nanoTime() - start) / 60e9);
        progress.flush();
        screen.flush();
        return 0;
    }

    private static String markdown(StudyProtocol protocol, List<Claim> claims) {
        StringBuilder text = new StringBuilder("# Mammo-CLIP on phantoms, " + LocalDate.now()
                + "\n\nResearch use, not for diagnosis. The protocol is docs/mammo-clip-study.md; code "
                + MachineText.code() + "; " + MachineText.machineAndDevice() + ".\n\n"
                + protocol.phantoms().testPatients() + " held-out women. Areas under the ROC curve are over breasts, of"
                + " density the mean of each class against the others. Intervals are of 95 %, over patients; a row is"
                + " better or worse where the difference stays so at the level that keeps 95 % for all rows of its"
                + " table together.\n\n");
        claims.forEach(claim -> text.append(claim.markdown()));
        return text.toString();
    }

    private static Json.Fields json(StudyProtocol protocol, List<Claim> claims) {
        return Json.object().with("notice", "Research use, not for diagnosis.")
                .with("date", LocalDate.now().toString()).with("code", MachineText.code())
                .with("machine", MachineText.machineAndDevice()).with("protocol", protocol.toJson())
                .with("claims", new Json.Items(claims.stream().map(Claim::toJson).toList()));
    }
}
