package dev.nacre.examples.finealign;

import dev.nacre.examples.FoundFile;
import dev.nacre.examples.PictureFiles;
import dev.nacre.mammo.eval.localisation.RegionChoice;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.finealign.inference.ExamReading;
import dev.nacre.mammo.finealign.inference.FineAlignPredictor;
import dev.nacre.mammo.finealign.inference.PromptBank;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The exam that a command looks at, the model that it asks, and which regions count. */
final class ExamArguments {
    @Parameters(arity = "1..*", paramLabel = "EXAM", description = "Up to four pictures, or the folder that holds them."
            + " Side and view are taken from DICOM, or from names such as left_cc.png.")
    private List<Path> places;

    @Option(names = "--model", required = true, paramLabel = "FILE",
            description = "The model that finealign train wrote.")
    private Path model;

    @Option(names = "--threshold", paramLabel = "T", description = "Of the lesion map, from 0 to 1, chosen on other"
            + " pictures, such as by finealign evaluate. Without it Otsu's method chooses one for each picture, or 0.42"
            + " for the precursor.")
    private Double threshold;

    @Option(names = "--calcifications", description = "Keep regions of any size, not those of 25 mm² and more alone.")
    private boolean calcifications;

    /** Created by the command line alone. */
    ExamArguments() {
    }

    /** @throws InputException if the threshold is none, or a picture is not there or cannot be used */
    ExplainedFiles read() {
        if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
            throw new InputException("--threshold is " + threshold + ": give 0 to 1");
        }
        Set<FoundFile> files = PictureFiles.of(places);
        PictureFiles.check(files);
        return ExplainedFiles.read(files);
    }

    FineAlignPredictor predictor() {
        return FineAlignPredictor.load(model);
    }

    /** What the model makes of the exam. */
    static ExamReading reading(FineAlignPredictor predictor, ExplainedFiles exam) {
        Map<ExamView, PreparedView> prepared = new EnumMap<>(ExamView.class);
        exam.pictures().forEach((view, picture) -> prepared.put(view, predictor.prepare(picture, view)));
        return predictor.read(prepared, predictor.embed(PromptBank.ENGLISH));
    }

    ThresholdSource threshold(FineAlignPredictor predictor) {
        return ThresholdSource.of(Optional.ofNullable(threshold), predictor.model().config().mode());
    }

    RegionChoice regions() {
        return calcifications ? RegionChoice.CALCIFICATIONS : RegionChoice.RECOMMENDED;
    }
}
