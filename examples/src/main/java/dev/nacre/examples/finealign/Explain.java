package dev.nacre.examples.finealign;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.examples.FoundFile;
import dev.nacre.examples.Outputs;
import dev.nacre.examples.PictureFiles;
import dev.nacre.examples.ReportFile;
import dev.nacre.mammo.eval.localisation.Region;
import dev.nacre.mammo.finealign.exam.ExamReport;
import dev.nacre.mammo.finealign.exam.ExamView;
import dev.nacre.mammo.finealign.exam.PreparedView;
import dev.nacre.mammo.finealign.exam.ReportReader;
import dev.nacre.mammo.finealign.exam.ReportSentence;
import dev.nacre.mammo.finealign.inference.ExamReading;
import dev.nacre.mammo.finealign.inference.FineAlignPredictor;
import dev.nacre.mammo.finealign.inference.LinkedSentence;
import dev.nacre.mammo.finealign.inference.PromptBank;
import dev.nacre.mammo.finealign.inference.RegionChoice;
import dev.nacre.mammo.report.Language;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows on a page what a trained model sees in an exam. */
@Command(name = "explain", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Writes a page that shows what a trained model sees in an exam: the pictures, enhanced pictures,"
                + " maps of awareness, density and findings, regions on the original pixels, and where each word of the"
                + " report fits.",
            "The page is one file and needs no network. It names neither patient nor file. Research use, not for"
                + " diagnosis."})
final class Explain implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "EXAM", description = "Up to four pictures, or the folder that holds them."
            + " Side and view are taken from DICOM, or from names such as left_cc.png.")
    private List<Path> places;

    @Option(names = "--model", required = true, paramLabel = "FILE",
            description = "The model that finealign train wrote.")
    private Path model;

    @Option(names = "--report", paramLabel = "FILE", description = "The report, a text file in UTF-8.")
    private Path report;

    @Option(names = "--language", defaultValue = "english",
            description = "Of the report: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless given.")
    private Language language;

    @Option(names = "--threshold", paramLabel = "T", description = "Of the lesion map, from 0 to 1, chosen on other"
            + " pictures. Without it Otsu's method chooses one for each picture, or 0.42 for the precursor.")
    private Double threshold;

    @Option(names = "--truth", arity = "1..*", paramLabel = "MASK", description = "Pictures, white where a lesion is,"
            + " of the size of the exam's, with side and view in their names: drawn for comparison alone.")
    private List<Path> truth = List.of();

    @Option(names = "--calcifications", description = "Keep regions of any size, not those of 25 mm² and more alone.")
    private boolean calcifications;

    @Option(names = "--out", required = true, paramLabel = "PAGE.html", description = "The page to write.")
    private Path out;

    /** Created by the command line alone. */
    Explain() {
    }

    @Override
    public Integer call() throws IOException {
        Outputs.checkWritable(out);
        if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
            throw new InputException("--threshold is " + threshold + ": give 0 to 1");
        }
        Set<FoundFile> files = PictureFiles.of(places);
        PictureFiles.check(files);
        Optional<ExamReport> said = report == null ? Optional.empty()
                : new ReportReader(language).read(ReportFile.read(report));
        ExplainedFiles exam = ExplainedFiles.read(files);
        Map<ExamView, List<Region.Pixels>> lesions = TrueLesions.read(PictureFiles.of(truth), exam.pictures());
        FineAlignPredictor predictor = FineAlignPredictor.load(model);
        AtomicFile.write(out, ExplainPage.of(explained(predictor, exam, said, lesions)));
        spec.commandLine().getOut().println("The page is " + out + "; " + Outputs.NOTE);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private ExplainedExam explained(FineAlignPredictor predictor, ExplainedFiles exam, Optional<ExamReport> said,
            Map<ExamView, List<Region.Pixels>> lesions) {
        Map<ExamView, PreparedView> prepared = new EnumMap<>(ExamView.class);
        exam.pictures().forEach((view, picture) -> prepared.put(view, predictor.prepare(picture, view)));
        ExamReading reading = predictor.read(prepared, predictor.embed(PromptBank.ENGLISH));
        List<ReportSentence> kept = said.stream().flatMap(one -> one.sentences().stream())
                .filter(sentence -> !exam.identify(sentence.text())).toList();
        List<LinkedSentence> linked = kept.isEmpty() ? List.of() : predictor.link(reading,
                new ExamReport(kept, said.orElseThrow().keywords(), said.orElseThrow().labels(), Optional.empty()));
        ThresholdSource source = ThresholdSource.of(Optional.ofNullable(threshold), predictor.model().config().mode());
        RegionChoice choice = calcifications ? RegionChoice.CALCIFICATIONS : RegionChoice.RECOMMENDED;
        Map<ExamView, ExplainedView> views = new EnumMap<>(ExamView.class);
        reading.views().forEach((view, own) -> views.put(view, ExplainedView.of(own, exam.pictures().get(view),
                predictor.pictures(), source.of(own), choice, lesions.getOrDefault(view, List.of()))));
        return new ExplainedExam(predictor.model().config().mode(), views, reading.breasts(), linked,
                said.map(one -> one.sentences().size()).orElse(0) - kept.size(), source.note(views.values()), choice,
                PromptBank.ENGLISH);
    }
}
