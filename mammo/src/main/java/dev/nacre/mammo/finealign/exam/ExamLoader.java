package dev.nacre.mammo.finealign.exam;

import dev.nacre.core.Key;
import dev.nacre.core.Upload;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.exam.ReportSentence;
import dev.nacre.mammo.exam.ViewSource;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PictureFeed;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.InputException;
import dev.nacre.nn.data.BalancedBatches;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.data.TrainingData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Turns exams with reports into batches, ahead of their use. A batch is a function of the exams, the settings and the
 * key alone, whatever the timing.
 *
 * @param views reads and prepares pictures
 * @param words how reports become tokens
 * @param edits wrong versions of an abnormal sentence; of each exam one sentence gets them
 * @param augmentation of training
 * @param batchSize exams in a batch
 * @param ahead batches that are made or waiting while one is used; each holds its pictures in memory, for a GPU also
 *     in its memory and in as much pinned memory of the host
 */
public record ExamLoader(ViewSource views, WordInput words, Function<ReportSentence, List<String>> edits,
        ExamAugmentation augmentation, int batchSize, int ahead) {
    public ExamLoader {
        if (batchSize < 2 || ahead < 1) {
            throw new IllegalArgumentException("a batch of " + batchSize + " exams, " + ahead + " batches ahead: exams"
                    + " are told apart within a batch, so give at least 2 and 1");
        }
    }

    /**
     * Training: half of each batch are exams whose report tells of a lesion.
     *
     * @param key of order, augmentation and edited sentences
     * @throws InputException if an exam has no report, or the exams do not fill a batch
     */
    public TrainingData<ExamBatch> training(List<Exam> exams, Key key) {
        requireReports(exams);
        if (exams.size() < batchSize) {
            throw new InputException("there are " + exams.size() + " exams to train on, fewer than one batch of "
                    + batchSize + ": choose a smaller batch, or add exams");
        }
        int[] abnormal = IntStream.range(0, exams.size())
                .filter(number -> exams.get(number).report().orElseThrow().isAbnormal()).toArray();
        int[] normal = IntStream.range(0, exams.size())
                .filter(number -> !exams.get(number).report().orElseThrow().isAbnormal()).toArray();
        PictureFeed feed = PictureFeed.here(views.recipe());
        return new BalancedBatches<>(abnormal, normal, batchSize, exams.size() / batchSize, ahead, key,
                (epoch, chosen, places) -> batch(feed, epoch, IntStream.range(0, chosen.length).mapToObj(place ->
                        changed(exams.get(chosen[place]), places.child(place))).toList())).holding(feed::keepMemory);
    }

    /**
     * All exams in order, unchanged; the last batch may be smaller.
     *
     * @throws InputException if an exam has no report
     */
    public Prefetch<ExamBatch> validation(List<Exam> exams) {
        requireReports(exams);
        PictureFeed feed = PictureFeed.here(views.recipe());
        Upload.Lease memory = feed.keepMemory();
        return new Prefetch<>(Math.ceilDiv(exams.size(), batchSize), ahead, number -> {
            int end = Math.min(exams.size(), (number + 1) * batchSize);
            return batch(feed, 0, IntStream.range(number * batchSize, end)
                    .mapToObj(exam -> Drawn.unchanged(exams.get(exam))).toList());
        }).holding(memory);
    }

    private static void requireReports(List<Exam> exams) {
        long without = exams.stream().filter(exam -> exam.report().isEmpty()).count();
        if (without > 0) {
            throw new InputException(without + " of " + exams.size() + " exams have no report that says something of"
                    + " the breasts: leave them out, or give their reports");
        }
    }

    /**
     * An exam as a batch shows it.
     *
     * @param views those of the exam that are shown
     * @param key of pictures and edited sentences
     */
    private record Drawn(Exam exam, ExamReport report, boolean swapped, Set<ExamView> views,
            PictureAugmentation pictures, Key key) {
        static Drawn unchanged(Exam exam) {
            return new Drawn(exam, exam.report().orElseThrow(), false, exam.pictures().keySet(),
                    PictureAugmentation.NONE, Key.of(0));
        }

        boolean shows(ExamView place) {
            return views.contains(source(place));
        }

        /** The exam's view that stands at a place of the batch. */
        ExamView source(ExamView place) {
            return swapped ? place.contralateral() : place;
        }
    }

    private Drawn changed(Exam exam, Key key) {
        boolean swapped = augmentation.swaps(key);
        ExamReport report = exam.report().orElseThrow();
        return new Drawn(exam, swapped ? ExamAugmentation.mirrored(report) : report, swapped,
                augmentation.kept(exam.pictures().keySet(), key), augmentation.pictures(), key.child(2));
    }

    private ExamBatch batch(PictureFeed feed, int epoch, List<Drawn> drawn) {
        PixelRecipe recipe = views.recipe();
        int elements = recipe.elements();
        int count = drawn.stream().mapToInt(one -> one.views().size()).sum();
        int[] slots = new int[count];
        float[] pictures = new float[Math.multiplyExact(count, elements)];
        float[] breasts = new float[pictures.length];
        float[] searched = new float[pictures.length];
        int picture = 0;
        for (int exam = 0; exam < drawn.size(); exam++) {
            Drawn one = drawn.get(exam);
            for (ExamView place : ExamView.values()) {
                if (!one.shows(place)) {
                    continue;
                }
                ExamView source = one.source(place);
                PreparedView view = views.view(one.exam().pictures().get(source).file(), source);
                Key key = one.key().child(source.ordinal());
                place(one.pictures().apply(view.unit(), recipe.fit().height(), recipe.fit().width(), key), pictures,
                        picture);
                place(warped(view.breast(), one.pictures(), key), breasts, picture);
                place(warped(view.searched(), one.pictures(), key), searched, picture);
                slots[picture++] = exam * ExamView.COUNT + place.ordinal();
            }
        }
        Edits wrong = edits(drawn);
        WordBatch reports = words.encode(drawn.stream().map(one -> texts(one.report())).toList());
        Optional<WordBatch> edited = wrong.texts().isEmpty() ? Optional.empty()
                : Optional.of(words.encode(wrong.texts().stream().map(List::of).toList()));
        PictureBatch all = batch(count, pictures);
        return new ExamBatch(epoch, slots, all, feed.sent(all), batch(count, breasts), batch(count, searched),
                drawn.stream().map(Drawn::report).toList(), reports, wrong.sentences(), edited);
    }

    private static List<String> texts(ExamReport report) {
        return report.sentences().stream().map(ReportSentence::text).toList();
    }

    private PictureBatch batch(int count, float[] values) {
        return new PictureBatch(count, views.recipe().fit().height(), views.recipe().fit().width(), values);
    }

    private static void place(float[] one, float[] all, int number) {
        System.arraycopy(one, 0, all, number * one.length, one.length);
    }

    /** The same warp as the picture's; a pixel belongs to it where more than half of it does. */
    private static float[] warped(Mask mask, PictureAugmentation augmentation, Key key) {
        float[] values = new float[mask.inside().length];
        for (int index = 0; index < values.length; index++) {
            values[index] = mask.inside()[index] ? 1 : 0;
        }
        float[] warped = augmentation.apply(values, mask.height(), mask.width(), key).clone();
        for (int index = 0; index < warped.length; index++) {
            warped[index] = warped[index] > 0.5f ? 1 : 0;
        }
        return warped;
    }

    private record Edits(List<EditedSentence> sentences, List<String> texts) {
    }

    private Edits edits(List<Drawn> drawn) {
        List<EditedSentence> sentences = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int exam = 0; exam < drawn.size(); exam++) {
            List<ReportSentence> all = drawn.get(exam).report().sentences();
            int[] abnormal = IntStream.range(0, all.size()).filter(number -> all.get(number).abnormal()).toArray();
            if (abnormal.length == 0) {
                continue;
            }
            int chosen = abnormal[(int) (drawn.get(exam).key().child(ExamView.COUNT).uniform(0) * abnormal.length)];
            List<String> wrong = edits.apply(all.get(chosen));
            if (!wrong.isEmpty()) {
                sentences.add(new EditedSentence(exam, chosen, texts.size(), wrong.size()));
                texts.add(all.get(chosen).text());
                texts.addAll(wrong);
            }
        }
        return new Edits(sentences, texts);
    }
}
