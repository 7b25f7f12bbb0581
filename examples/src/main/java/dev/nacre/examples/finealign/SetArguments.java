package dev.nacre.examples.finealign;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.FileHash;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.sets.MammogramSets;
import dev.nacre.mammo.data.sets.PictureKind;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamGrouping;
import dev.nacre.mammo.exam.ExamPicture;
import dev.nacre.mammo.exam.ReportReader;
import dev.nacre.mammo.prepare.FileLook;
import dev.nacre.mammo.report.Language;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that name a set of exams. */
final class SetArguments {
    @Option(names = "--set", required = true, paramLabel = "NAME",
            description = "Which set the folder holds, as data check names them, such as phantom or cdd-cesm.")
    private String name;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The folder of the set.")
    private Path directory;

    @Option(names = "--language", defaultValue = "english",
            description = "Of the reports: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless given.")
    private Language language;

    /** Created by the command line alone. */
    SetArguments() {
    }

    /** All exams of the set, of ordinary pictures. */
    List<Exam> exams() {
        return exams(ExamGrouping.ORDINARY);
    }

    /** All exams of the set, of some kinds of pictures. */
    List<Exam> exams(Set<PictureKind> kinds) {
        List<Exam> exams = new ExamGrouping(new ReportReader(language), kinds)
                .of(MammogramSets.named(name).read(directory, new FileLook()).records());
        if (exams.isEmpty()) {
            throw new InputException("the folder " + directory + " holds no CC or MLO picture of " + name
                    + " of the kind that is asked for: look at it with data check");
        }
        return exams;
    }

    /** The exams of some parts of the split; those of a set without parts belong to none. */
    static List<Exam> of(List<Exam> exams, Set<SetSplit> parts) {
        return exams.stream().filter(exam -> exam.split().filter(parts::contains).isPresent()).toList();
    }

    /** What says whether the pictures are the same another time. */
    static Json.Fields hashes(List<Exam> exams) {
        return Json.object().with("pictures", FileHash.of(exams.stream().flatMap(exam -> exam.pictures().values()
                .stream()).map(ExamPicture::file).toList()));
    }

    /** Patients of two lists. */
    static Set<String> shared(List<Exam> one, List<Exam> other) {
        Set<String> patients = one.stream().map(Exam::patient).collect(Collectors.toSet());
        return other.stream().map(Exam::patient).filter(patients::contains).collect(Collectors.toSet());
    }

    /** For messages. */
    String name() {
        return name;
    }

    /** The folder's parts, where it has any. */
    static Optional<SetSplit> anyPart(List<Exam> exams) {
        return exams.stream().flatMap(exam -> exam.split().stream()).findFirst();
    }
}
