package dev.nacre.mammo.finealign.head;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.mammo.data.LabelFraction;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.exam.ViewSource;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PictureFeed;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.Pictures;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Pass;
import dev.nacre.nn.data.BalancedBatches;
import dev.nacre.nn.data.TrainingData;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.train.Objective;
import dev.nacre.nn.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Trains and applies a {@link SegmentationModel} (specification §2.10) on single pictures. Half the pictures of each
 * step show a lesion. The same start, exams and settings give the same bits.
 *
 * @param views reads and prepares pictures
 * @param lesions where lesions are
 * @param widths of the decoder, such as {@link SegmentationModel#WIDTHS}
 */
public record SegmentationTraining(ViewSource views, LesionMasks lesions, List<Integer> widths) {
    private static final int INFERENCE_PICTURES = 16;
    private static final int AHEAD = 2;
    private static final List<String> NEW_PARTS = List.of("decoder", "last");

    /** Copies the list. */
    public SegmentationTraining {
        widths = List.copyOf(widths);
    }

    /**
     * One picture of an exam.
     *
     * @param lesion its pixels; they are kept, since finding them may take as long as reading the picture
     */
    private record Place(Exam exam, ExamView view, BitSet lesion) {
    }

    /** Pictures and their lesions; closed after the step. */
    private record Batch(Pictures pictures, Pictures lesions) implements AutoCloseable {
        @Override
        public void close() {
            pictures.close();
            lesions.close();
        }
    }

    /**
     * A model trained on the lesions of exams.
     *
     * @param start whose encoder of pictures it starts with: pretrained, or initialised and no more
     * @param exams all of whose lesions are marked
     * @throws InputException if there is no exam, or the input is not plain
     */
    public SegmentationModel train(FineAlign start, List<Exam> exams, HeadSettings settings) {
        if (exams.isEmpty()) {
            throw new InputException("there is no exam to train on: give exams whose lesions are marked");
        }
        if (settings.input() != HeadSettings.Input.PLAIN) {
            throw new InputException("masks are learned from plain pictures alone: choose that input");
        }
        Key key = Key.of(settings.seed());
        List<Place> all = new LabelFraction(settings.share(), key.child("labels"))
                .of(places(exams), place -> place.exam().patient(), place -> !place.lesion().isEmpty());
        SegmentationModel model = SegmentationModel.startingFrom(start, widths, key.child("weights"));
        if (settings.regime() == HeadSettings.Regime.PROBE) {
            model.freezeEncoder();
        }
        PictureFeed feed = PictureFeed.here(views.recipe());
        TrainingData<Batch> data = new BalancedBatches<>(numbers(all, true), numbers(all, false), settings.batch(),
                settings.steps(), AHEAD, key.child("data"), (epoch, chosen, places) -> batch(
                        feed, Arrays.stream(chosen).mapToObj(all::get).toList(), settings.augmentation(), places))
                .holding(feed::keepMemory);
        try (AdamW optimiser = settings.optimiser(model, NEW_PARTS)) {
            new Trainer<Batch>(model, optimiser, settings.schedule(), Objective.of((batch, pass) -> SegmentationLoss.of(
                    model.logits(batch.pictures().tensor(1), pass), batch.lesions().tensor(1)))).clipping(1)
                    .fit(1, data, key.child("masks"));
        }
        // What short trainings leave in the running statistics is of the start.
        BatchNorm2d.resetStatistics(model);
        inParts(all, pictures -> model.logits(pictures.tensor(1), Pass.CALIBRATION).close());
        return model;
    }

    /**
     * How sure a model is of a lesion at each pixel of an exam's picture, 0 to 1; {@link LesionBoxes} makes boxes of
     * it.
     *
     * @param model of this training, or any other of its kind
     */
    public PictureMap map(SegmentationModel model, Exam exam, ExamView view) {
        PictureMap[] found = new PictureMap[1];
        inParts(List.of(new Place(exam, view, new BitSet())), pictures -> found[0] = new PictureMap(pictures.height(),
                pictures.width(), model.logits(pictures.tensor(1), Pass.EVAL).sigmoid().toFloats()));
        return found[0];
    }

    private void inParts(List<Place> places, Consumer<Pictures> work) {
        PictureFeed feed = PictureFeed.here(views.recipe());
        for (int first = 0; first < places.size(); first += INFERENCE_PICTURES) {
            try (Batch batch = batch(feed, places.subList(first, Math.min(first + INFERENCE_PICTURES, places.size())),
                    PictureAugmentation.NONE, Key.of(0))) {
                Scope.run("pictures", () -> work.accept(batch.pictures()));
            }
        }
    }

    private static int[] numbers(List<Place> places, boolean positive) {
        return IntStream.range(0, places.size()).filter(number ->
                places.get(number).lesion().isEmpty() != positive).toArray();
    }

    private List<Place> places(List<Exam> exams) {
        List<Place> places = new ArrayList<>();
        for (Exam exam : exams) {
            for (ExamView view : exam.pictures().keySet()) {
                BitSet lesion = new BitSet();
                boolean[] inside = lesions.of(exam, view, view(exam, view)).inside();
                for (int index = 0; index < inside.length; index++) {
                    lesion.set(index, inside[index]);
                }
                places.add(new Place(exam, view, lesion));
            }
        }
        return places;
    }

    private PreparedView view(Exam exam, ExamView view) {
        return views.view(exam.pictures().get(view).file(), view);
    }

    private Batch batch(PictureFeed feed, List<Place> places, PictureAugmentation augmentation, Key key) {
        int height = views.recipe().fit().height();
        int width = views.recipe().fit().width();
        float[] levels = new float[Math.multiplyExact(places.size(), height * width)];
        float[] inside = new float[levels.length];
        for (int i = 0; i < places.size(); i++) {
            PreparedView prepared = view(places.get(i).exam(), places.get(i).view());
            System.arraycopy(augmentation.apply(prepared.unit(), height, width, key.child(i)), 0, levels,
                    i * height * width, height * width);
            float[] mask = warped(places.get(i).lesion(), height, width, augmentation, key.child(i));
            System.arraycopy(mask, 0, inside, i * height * width, height * width);
        }
        return new Batch(feed.sent(new PictureBatch(places.size(), height, width, levels)),
                feed.sent(new PictureBatch(places.size(), height, width, inside)));
    }

    /** The same warp as the picture's; a pixel belongs to it where more than half of it does. */
    private static float[] warped(BitSet lesion, int height, int width, PictureAugmentation augmentation, Key key) {
        float[] values = new float[height * width];
        lesion.stream().forEach(index -> values[index] = 1);
        float[] warped = augmentation.apply(values, height, width, key).clone();
        for (int index = 0; index < warped.length; index++) {
            warped[index] = warped[index] > 0.5f ? 1 : 0;
        }
        return warped;
    }
}
