package dev.nacre.mammo.finealign;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.Keyword;
import dev.nacre.mammo.exam.KeywordSet;
import dev.nacre.mammo.exam.ReportSentence;
import dev.nacre.mammo.exam.SideLabel;
import dev.nacre.mammo.finealign.exam.EditedSentence;
import dev.nacre.mammo.finealign.exam.ExamBatch;
import dev.nacre.mammo.finealign.exam.WordInput;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.report.FindingKind;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.data.TrainingData;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Exams of the simplest kind: half an ellipse of fat, clouds of dense tissue as bright as a lesion or brighter, and in
 * some breasts a disc. The report says in which breast there is a mass, and nothing else.
 *
 * @param height of a picture, divides by 32
 * @param width of a picture, divides by 32
 * @param radius of the disc, in pixels
 */
public record DiscPhantoms(int height, int width, int radius) {
    private static final double FAT = 0.25;
    private static final double DISC = 0.2;
    private static final int CLOUDS = 4;
    private static final WordInput WORDS = new WordInput(new WordPieceTokenizer(new WordPieceTrainer(100, 1, true)
            .train(List.of(sentence(Laterality.LEFT, false), sentence(Laterality.RIGHT, false))), true), 32);

    /** How the reports become tokens. */
    public static WordInput words() {
        return WORDS;
    }

    /** Tokens that there are. */
    public static int vocabulary() {
        return WORDS.tokenizer().vocabularySize();
    }

    /**
     * An exam.
     *
     * @param pictures of the four views, {@code [4][height · width]}
     * @param discs of the same size
     * @param report what is said of it
     */
    public record Phantom(float[][] pictures, boolean[][] discs, ExamReport report) {
    }

    /** An exam with a disc in the breasts that are named. */
    public Phantom phantom(Set<Laterality> sick, Key key) {
        float[][] pictures = new float[ExamView.COUNT][];
        boolean[][] discs = new boolean[ExamView.COUNT][];
        for (ExamView view : ExamView.values()) {
            // Both views of a breast have the disc at the same depth and anywhere in height.
            double depth = 0.2 + 0.5 * key.child(view.side().ordinal()).uniform(0);
            draw(view.ordinal(), sick.contains(view.side()), depth, key.child(10 + view.ordinal()), pictures, discs);
        }
        return new Phantom(pictures, discs, report(sick));
    }

    private void draw(int view, boolean sick, double depth, Key key, float[][] pictures, boolean[][] discs) {
        float[] picture = new float[height * width];
        boolean[] disc = new boolean[picture.length];
        double reach = 0.5 * height * Math.sqrt(1 - depth * depth) - radius - 2;
        double row = 0.5 * height + (2 * key.uniform(1) - 1) * Math.max(0, reach);
        double column = depth * width;
        for (int i = 0; i < picture.length; i++) {
            int y = i / width;
            int x = i % width;
            if (isBreast(i)) {
                double level = FAT + 0.02 * (key.uniform(100 + i) - 0.5);
                for (int cloud = 0; cloud < CLOUDS; cloud++) {
                    double dy = (y - height * (0.1 + 0.8 * key.uniform(10 + 4 * cloud))) / height;
                    double dx = (x - width * 0.8 * key.uniform(11 + 4 * cloud)) / height;
                    double size = 0.06 + 0.12 * key.uniform(12 + 4 * cloud);
                    level += 0.5 * key.uniform(13 + 4 * cloud)
                            * StrictMath.exp(-(dy * dy + dx * dx) / (2 * size * size));
                }
                disc[i] = sick && Math.hypot(y - row, x - column) <= radius;
                picture[i] = (float) Math.min(1, level + (disc[i] ? DISC : 0));
            }
        }
        pictures[view] = picture;
        discs[view] = disc;
    }

    /** Whether a pixel is inside the half ellipse. */
    public boolean isBreast(int pixel) {
        double y = (pixel / width + 0.5) / height * 2 - 1;
        double x = (pixel % width + 0.5) / width / 0.95;
        return y * y + x * x < 1;
    }

    private static ExamReport report(Set<Laterality> sick) {
        List<ReportSentence> sentences = new ArrayList<>();
        Set<Keyword> keywords = new HashSet<>();
        Map<Laterality, SideLabel> labels = new EnumMap<>(Laterality.class);
        for (Laterality side : List.of(Laterality.LEFT, Laterality.RIGHT)) {
            boolean found = sick.contains(side);
            sentences.add(new ReportSentence(sentence(side, found), Set.of(side), found));
            keywords.add(found ? new Keyword.Found(side, FindingKind.MASS) : new Keyword.Negative(side));
            labels.put(side, found ? SideLabel.SUSPICIOUS : SideLabel.CALM);
        }
        return new ExamReport(sentences, new KeywordSet(keywords), labels, Optional.empty());
    }

    private static String sentence(Laterality side, boolean found) {
        return (found ? "mass in the " : "no mass in the ") + (side == Laterality.LEFT ? "left" : "right") + " breast";
    }

    /** Some exams as a batch; each abnormal sentence has the wrong versions that deny it or name the other breast. */
    public ExamBatch batch(int epoch, List<Phantom> exams) {
        int n = exams.size() * ExamView.COUNT;
        float[] pictures = new float[n * height * width];
        float[] breasts = new float[pictures.length];
        List<EditedSentence> edited = new ArrayList<>();
        List<String> edits = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            float[] one = exams.get(k / ExamView.COUNT).pictures()[k % ExamView.COUNT];
            System.arraycopy(one, 0, pictures, k * one.length, one.length);
            for (int i = 0; i < one.length; i++) {
                breasts[k * one.length + i] = isBreast(i) ? 1 : 0;
            }
        }
        for (int exam = 0; exam < exams.size(); exam++) {
            for (Laterality side : List.of(Laterality.LEFT, Laterality.RIGHT)) {
                if (exams.get(exam).report().label(side) == SideLabel.SUSPICIOUS) {
                    edited.add(new EditedSentence(exam, side == Laterality.LEFT ? 0 : 1, edits.size(), 2));
                    edits.addAll(List.of(sentence(side, true), sentence(side, false), sentence(
                            side == Laterality.LEFT ? Laterality.RIGHT : Laterality.LEFT, true)));
                }
            }
        }
        return new ExamBatch(epoch, IntStream.range(0, n).toArray(), new PictureBatch(n, height, width, pictures),
                new PictureBatch(n, height, width, breasts), new PictureBatch(n, height, width, breasts),
                exams.stream().map(Phantom::report).toList(),
                WORDS.encode(exams.stream().map(exam -> exam.report().sentences().stream().map(ReportSentence::text)
                .toList()).toList()), edited, edits.isEmpty() ? Optional.empty()
                : Optional.of(WORDS.encode(edits.stream().map(List::of).toList())));
    }

    /** One exam in two is normal, the others have a disc on the left, on the right, or on both sides. */
    public List<Phantom> exams(int count, Key key) {
        List<Set<Laterality>> kinds = List.of(Set.of(), Set.of(Laterality.LEFT), Set.of(), Set.of(Laterality.RIGHT),
                Set.of(), Set.of(Laterality.LEFT), Set.of(), Set.of(Laterality.LEFT, Laterality.RIGHT));
        return IntStream.range(0, count).mapToObj(i -> phantom(kinds.get(i % kinds.size()), key.child(i))).toList();
    }

    /** Batches of exams in a random order. */
    public TrainingData<ExamBatch> training(List<Phantom> exams, int batchSize, Key key) {
        return new TrainingData<>() {
            @Override
            public int batches() {
                return exams.size() / batchSize;
            }

            @Override
            public Prefetch<ExamBatch> epoch(int epoch, int first) {
                int[] order = key.child(epoch).permutation(exams.size());
                return new Prefetch<>(batches() - first, 2, number -> batch(epoch, IntStream.range(0, batchSize)
                        .mapToObj(i -> exams.get(order[(first + number) * batchSize + i])).toList()));
            }
        };
    }

    /** All exams in their order. */
    public Prefetch<ExamBatch> validation(List<Phantom> exams, int batchSize) {
        return new Prefetch<>(Math.ceilDiv(exams.size(), batchSize), 2, number -> batch(0, exams.subList(
                number * batchSize, Math.min(exams.size(), (number + 1) * batchSize))));
    }
}
