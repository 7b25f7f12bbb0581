package dev.nacre.examples.finealign;

import dev.nacre.examples.Numbers;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.KeywordReport;
import dev.nacre.mammo.exam.ReportSentence;
import dev.nacre.mammo.exam.ViewSource;
import dev.nacre.mammo.finealign.exam.ExamAugmentation;
import dev.nacre.mammo.finealign.exam.ExamLoader;
import dev.nacre.mammo.finealign.exam.SentenceEdits;
import dev.nacre.mammo.finealign.exam.WordInput;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.nn.InputException;
import dev.nacre.nn.text.Vocabulary;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of {@code finealign train} that say what the network sees. */
final class TrainInput {
    private static final int AHEAD = 3;
    private static final long MOST_CACHE = 2L << 30;
    /** What the network halves five times. */
    private static final int STEP = 32;

    @Option(names = "--height", defaultValue = "256", paramLabel = "PIXELS",
            description = "Rows of the network's input, a multiple of 32 (default: ${DEFAULT-VALUE}).")
    private int height;

    @Option(names = "--width", defaultValue = "128", paramLabel = "PIXELS",
            description = "Columns of the network's input, a multiple of 32 (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(names = "--batch", defaultValue = "8", paramLabel = "N",
            description = "Exams in a step, half of them abnormal (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--reports", defaultValue = "text", paramLabel = "KIND",
            description = "text: sentences as they were written; keywords: their keywords alone (default:"
                    + " ${DEFAULT-VALUE}).")
    private Kind reports;

    @Option(names = "--vocabulary", paramLabel = "FILE",
            description = "A BERT vocab.txt. Without it, a vocabulary is learned from the reports.")
    private Path vocabulary;

    @Option(names = "--vocabulary-size", defaultValue = "1000", paramLabel = "N",
            description = "Most tokens of a learned vocabulary (default: ${DEFAULT-VALUE}).")
    private int vocabularySize;

    @Option(names = "--text-length", defaultValue = "256", paramLabel = "N",
            description = "Longest report in tokens; the rest is cut (default: ${DEFAULT-VALUE}).")
    private int textLength;

    @Option(names = "--no-augmentation", description = "Show every exam as it is.")
    private boolean plain;

    /** What is read of a report. */
    private enum Kind {
        TEXT,
        KEYWORDS
    }

    /** Created by the command line alone. */
    TrainInput() {
    }

    void check() {
        for (int side : new int[] {height, width}) {
            if (side < 2 * STEP || side % STEP != 0) {
                throw new InputException("pictures of " + height + " x " + width + " cannot be halved five times: give"
                        + " multiples of " + STEP + ", at least " + 2 * STEP);
            }
        }
        Numbers.atLeast("--batch", batch, 2);
        Numbers.atLeast("--text-length", textLength, 8);
        Numbers.atLeast("--vocabulary-size", vocabularySize, 100);
    }

    /** The exams with a report, as it is to be read. */
    List<Exam> reported(List<Exam> exams) {
        List<Exam> reported = exams.stream().filter(exam -> exam.report().isPresent())
                .map(exam -> reports == Kind.TEXT ? exam : exam.withReport(exam.report().map(KeywordReport::of)))
                .toList();
        if (reported.isEmpty()) {
            throw new InputException("none of the " + exams.size() + " exams has a report that says something of the"
                    + " breasts: give a set with reports, and their --language");
        }
        return reported;
    }

    ExamLoader loader(List<Exam> rows) {
        List<String> texts = rows.stream().flatMap(exam -> exam.report().stream())
                .flatMap(report -> report.sentences().stream()).map(ReportSentence::text).toList();
        Vocabulary tokens = vocabulary != null ? Vocabulary.read(vocabulary)
                : new WordPieceTrainer(vocabularySize, 1, true).train(texts);
        long budget = Math.min(MOST_CACHE, Runtime.getRuntime().maxMemory() / 4);
        ViewSource views = new ViewSource(new PictureCache(PixelRecipe.oriented(height, width), budget), budget / 8);
        return new ExamLoader(views, new WordInput(new WordPieceTokenizer(tokens, true), textLength),
                SentenceEdits::of, plain ? ExamAugmentation.NONE : ExamAugmentation.RECOMMENDED, batch, AHEAD);
    }
}
