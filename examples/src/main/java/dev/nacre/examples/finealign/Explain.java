package dev.nacre.examples.finealign;

import dev.nacre.bench.DeviceOption;
import dev.nacre.core.io.AtomicFile;
import dev.nacre.examples.Outputs;
import dev.nacre.examples.PictureFiles;
import dev.nacre.examples.ReportFile;
import dev.nacre.mammo.eval.localisation.Region;
import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.ReportReader;
import dev.nacre.mammo.finealign.inference.FineAlignPredictor;
import dev.nacre.mammo.report.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Mixin
    private ExamArguments exam;

    @Option(names = "--report", paramLabel = "FILE", description = "The report, a text file in UTF-8.")
    private Path report;

    @Option(names = "--language", defaultValue = "english",
            description = "Of the report: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless given.")
    private Language language;

    @Option(names = "--truth", arity = "1..*", paramLabel = "MASK", description = "Pictures, white where a lesion is,"
            + " of the size of the exam's, with side and view in their names: drawn for comparison alone.")
    private List<Path> truth = List.of();

    @Option(names = "--out", required = true, paramLabel = "PAGE.html", description = "The page to write.")
    private Path out;

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    Explain() {
    }

    @Override
    public Integer call() throws IOException {
        Outputs.checkWritable(out);
        Optional<ExamReport> said = report == null ? Optional.empty()
                : new ReportReader(language).read(ReportFile.read(report));
        ExplainedFiles files = exam.read();
        Map<ExamView, List<Region.Pixels>> lesions = TrueLesions.read(PictureFiles.of(truth), files.pictures());
        FineAlignPredictor predictor = exam.predictor();
        AtomicFile.write(out, ExplainPage.of(ExplainedExam.of(predictor, files, said, lesions,
                exam.threshold(predictor), exam.regions())));
        spec.commandLine().getOut().println("The page is " + out + "; " + Outputs.NOTE);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
