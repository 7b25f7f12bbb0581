package dev.nacre.examples.finealign;

import dev.nacre.bench.DeviceOption;
import dev.nacre.core.io.AtomicFile;
import dev.nacre.examples.Outputs;
import dev.nacre.mammo.eval.localisation.FoundRegion;
import dev.nacre.mammo.eval.localisation.RegionChoice;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.finealign.inference.ExamReading;
import dev.nacre.mammo.finealign.inference.FineAlignPredictor;
import dev.nacre.mammo.finealign.inference.ViewReading;
import dev.nacre.mammo.image.AppliedRecipe;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.GreyPng;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.OriginalPixels;
import dev.nacre.mammo.image.PlaneBox;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Marks what a trained model finds in an exam, without a label of that exam. */
@Command(name = "segment", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Marks what a trained model finds in an exam: a mask of each picture, in the picture's own"
                + " pixels, white where a lesion may be, and regions.csv with a box around each region.",
            "Files are named by side and view alone. Research use, not for diagnosis."})
final class Segment implements Callable<Integer> {
    private static final short WHITE = 255;
    private static final CSVFormat TABLE = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExamArguments exam;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new folder for masks and table.")
    private Path out;

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    Segment() {
    }

    @Override
    public Integer call() throws IOException {
        Outputs.checkNewFolder(out);
        ExplainedFiles files = exam.read();
        FineAlignPredictor predictor = exam.predictor();
        ExamReading reading = ExamArguments.reading(predictor, files);
        ThresholdSource source = exam.threshold(predictor);
        StringBuilder table = new StringBuilder(TABLE.format("side", "view", "x0", "y0", "x1", "y1", "mean", "highest",
                "threshold")).append('\n');
        Files.createDirectories(out);
        PrintWriter screen = spec.commandLine().getOut();
        for (Map.Entry<ExamView, Mammogram> picture : files.pictures().entrySet()) {
            ViewReading view = reading.views().get(picture.getKey());
            double own = source.of(view);
            AppliedRecipe applied = view.prepared().picture().applied();
            List<FoundRegion> regions = exam.regions().of(view.lesions(), own, OriginalPixels.millimetres(applied,
                    OriginalPixels.millimetres(picture.getValue())));
            writeMask(picture.getKey(), picture.getValue(), regions, view);
            regions.forEach(region -> table.append(row(picture.getKey(), region, region.box(applied.toOriginal()), own))
                    .append('\n'));
            screen.printf(Locale.ROOT, "%s: %d regions%n", ViewNames.spoken(picture.getKey()), regions.size());
        }
        AtomicFile.write(out.resolve("regions.csv"), table.toString());
        screen.println("Masks and regions.csv are in " + out + "; " + Outputs.NOTE);
        screen.flush();
        return 0;
    }

    private void writeMask(ExamView view, Mammogram original, List<FoundRegion> regions, ViewReading reading)
            throws IOException {
        Mask mask = OriginalPixels.mask(RegionChoice.mask(regions, reading.lesions().height(),
                reading.lesions().width()), reading.prepared().picture().applied(), original.stored().height(),
                original.stored().width());
        short[] levels = new short[mask.inside().length];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = mask.inside()[index] ? WHITE : 0;
        }
        AtomicFile.write(out.resolve(view.name().toLowerCase(Locale.ROOT) + ".png"),
                GreyPng.encode(new GreyPicture(mask.height(), mask.width(), 8, levels)));
    }

    private static String row(ExamView view, FoundRegion region, PlaneBox box, double threshold) {
        return TABLE.format(view.side().name().toLowerCase(Locale.ROOT), view.view().name(), number(box.x0()),
                number(box.y0()), number(box.x1()), number(box.y1()), number(region.mean()), number(region.highest()),
                number(threshold));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
