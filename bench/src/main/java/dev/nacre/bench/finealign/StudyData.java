package dev.nacre.bench.finealign;

import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.sets.MammogramSets;
import dev.nacre.mammo.eval.maps.MarkedView;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamGrouping;
import dev.nacre.mammo.exam.ReportReader;
import dev.nacre.mammo.exam.ReportSentence;
import dev.nacre.mammo.exam.ViewSource;
import dev.nacre.mammo.finealign.exam.ExamAugmentation;
import dev.nacre.mammo.finealign.exam.ExamLoader;
import dev.nacre.mammo.finealign.exam.SentenceEdits;
import dev.nacre.mammo.finealign.exam.WordInput;
import dev.nacre.mammo.finealign.head.LesionMasks;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.phantom.PhantomSet;
import dev.nacre.mammo.prepare.FileLook;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.mammo.report.Language;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The phantoms of a study.
 *
 * @param protocol of the study
 * @param exams all of them, with reports
 * @param views their pictures
 * @param lesions in them, found once for all trainings on them
 * @param marked the pictures of the validation and of the test part with their lesions
 */
record StudyData(StudyProtocol protocol, List<Exam> exams, ViewSource views, LesionMasks lesions,
        Map<SetSplit, List<MarkedView>> marked) {
    private static final int AHEAD = 2;
    private static final int VOCABULARY = 1000;
    private static final int LONGEST_TEXT = 256;

    StudyData {
        exams = List.copyOf(exams);
        marked = Map.copyOf(marked);
    }

    /** Draws the phantoms, unless they are there, and reads them. */
    static StudyData of(StudyProtocol protocol, Path folder, PhantomSet.Progress progress) {
        if (!Files.exists(folder.resolve("truth.csv"))) {
            new PhantomSet(folder, protocol.phantoms()).write(progress);
        }
        List<Exam> exams = new ExamGrouping(new ReportReader(Language.ENGLISH))
                .of(MammogramSets.named("phantom").read(folder, new FileLook()).records()).stream()
                .filter(exam -> exam.report().isPresent()).toList();
        PixelRecipe recipe = PixelRecipe.oriented(protocol.training().height(), protocol.training().width());
        long pictures = exams.stream().mapToLong(exam -> exam.pictures().size()).sum();
        ViewSource views = new ViewSource(new PictureCache(recipe, pictures * recipe.elements() * Float.BYTES),
                pictures * recipe.elements() / Integer.BYTES);
        return new StudyData(protocol, exams, views, LesionMasks.MARKED.kept(), Map.of(
                SetSplit.VALIDATION, MarkedView.of(of(exams, SetSplit.VALIDATION), views),
                SetSplit.TEST, MarkedView.of(of(exams, SetSplit.TEST), views)));
    }

    List<Exam> of(SetSplit part) {
        return of(exams, part);
    }

    private static List<Exam> of(List<Exam> exams, SetSplit part) {
        return exams.stream().filter(exam -> exam.split().filter(part::equals).isPresent()).toList();
    }

    /** The exams of a part, with what an arm reads of their reports. */
    List<Exam> of(SetSplit part, StudyArm arm) {
        return of(part).stream().map(exam -> exam.withReport(exam.report().map(arm::report))).toList();
    }

    /** An arm learns its words from the reports that it trains on. */
    ExamLoader loader(StudyArm arm) {
        List<String> texts = of(SetSplit.TRAINING, arm).stream().flatMap(exam -> exam.report().stream())
                .flatMap(report -> report.sentences().stream()).map(ReportSentence::text).toList();
        WordInput words = new WordInput(new WordPieceTokenizer(new WordPieceTrainer(VOCABULARY, 1, true).train(texts),
                true), LONGEST_TEXT);
        return new ExamLoader(views, words, SentenceEdits::of, ExamAugmentation.RECOMMENDED,
                protocol.training().batch(), AHEAD);
    }
}
