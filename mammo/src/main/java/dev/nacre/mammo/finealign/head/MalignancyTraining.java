package dev.nacre.mammo.finealign.head;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.mammo.data.LabelFraction;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ViewSource;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.image.PictureAugmentation;
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
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Trains and applies a {@link MalignancyModel} (specification §2.10). Half the exams of each step have a malignant
 * breast, which is instead of a weight on the positives. The same start, exams and settings give the same bits.
 *
 * @param views reads and prepares pictures
 */
public record MalignancyTraining(ViewSource views) {
    private static final int INFERENCE_EXAMS = 8;
    private static final int AHEAD = 2;

    /** A batch of exams. */
    private record Batch(List<Exam> exams, ExamPictures pictures) {
    }

    /**
     * A model trained on the labels of exams; exams of which nothing is known are left out.
     *
     * @param start pretrained, or initialised and no more: the comparison "from scratch" with the same budget
     * @throws InputException if nothing is known of any exam
     */
    public MalignancyModel train(FineAlign start, List<Exam> exams, HeadSettings settings) {
        Key key = Key.of(settings.seed());
        List<Exam> known = new LabelFraction(settings.share(), key.child("labels"))
                .of(exams.stream().filter(BreastLabels::known).toList(), Exam::patient, BreastLabels::malignant);
        if (known.isEmpty()) {
            throw new InputException("of none of the " + exams.size() + " exams it is known whether a breast is"
                    + " malignant: give exams with pathology");
        }
        MalignancyModel model = MalignancyModel.startingFrom(start, settings.input(), key.child("weights"));
        switch (settings.regime()) {
            case PROBE -> probe(model, known, settings, key);
            case FULL -> full(model, known, settings, key);
        }
        return model;
    }

    private void full(MalignancyModel model, List<Exam> known, HeadSettings settings, Key key) {
        model.trainPictures();
        TrainingData<Batch> data = draw(known, settings, key.child("data"), (chosen, places) -> {
            List<Exam> own = Arrays.stream(chosen).mapToObj(known::get).toList();
            return new Batch(own, ExamPictures.of(own, views, settings.augmentation(), places, model.input()));
        });
        try (AdamW optimiser = settings.optimiser(model, MalignancyModel.newParts())) {
            new Trainer<Batch>(model, optimiser, settings.schedule(), Objective.of((batch, pass) ->
                    BreastLabels.loss(model.logits(batch.pictures(), pass), batch.exams()))).clipping(1)
                    .fit(1, data, key.child("masks"));
        }
        recalibrate(model, known);
    }

    /** What short trainings leave in the running statistics is of the start: they are averaged afresh. */
    private void recalibrate(MalignancyModel model, List<Exam> known) {
        BatchNorm2d.resetStatistics(model);
        inParts(known, model, batch -> model.logits(batch, Pass.CALIBRATION).close());
    }

    private void probe(MalignancyModel model, List<Exam> known, HeadSettings settings, Key key) {
        TrainingData<int[]> data = draw(known, settings, key.child("data"), (chosen, places) -> chosen);
        try (AdamW optimiser = settings.optimiser(model, MalignancyModel.newParts());
                Tensor vectors = vectors(model, known)) {
            new Trainer<int[]>(model, optimiser, settings.schedule(), Objective.of((chosen, pass) ->
                    BreastLabels.loss(model.logits(IndexSelect.of(vectors, 0, Tensor.of(chosen)), pass),
                            Arrays.stream(chosen).mapToObj(known::get).toList())))
                    .fit(1, data, key.child("masks"));
        }
    }

    private static <B> TrainingData<B> draw(List<Exam> known, HeadSettings settings, Key key,
            BiFunction<int[], Key, B> maker) {
        int[] positives = numbers(known, true);
        int[] negatives = numbers(known, false);
        return new BalancedBatches<>(positives, negatives, settings.batch(), settings.steps(), AHEAD, key,
                (epoch, chosen, places) -> maker.apply(chosen, places));
    }

    private static int[] numbers(List<Exam> known, boolean malignant) {
        return IntStream.range(0, known.size()).filter(number ->
                BreastLabels.malignant(known.get(number)) == malignant).toArray();
    }

    /**
     * How suspicious exams and their breasts are, in their order.
     *
     * @param model of this training, or any other of its kind
     */
    public List<MalignancyScore> scores(MalignancyModel model, List<Exam> exams) {
        List<MalignancyScore> scores = new ArrayList<>();
        inParts(exams, model, batch -> {
            double[] logits = model.logits(batch, Pass.EVAL).toDoubles();
            for (int exam = 0; exam < batch.exams(); exam++) {
                scores.add(MalignancyScore.of(exams.get(scores.size()), logits[2 * exam], logits[2 * exam + 1]));
            }
        });
        return scores;
    }

    /** {@code [exams, 2, width]}, in no scope. */
    private Tensor vectors(MalignancyModel model, List<Exam> exams) {
        List<Tensor> parts = new ArrayList<>();
        inParts(exams, model, batch -> parts.add(model.vectors(batch, Pass.EVAL).hold()));
        Tensor[] all = new Tensor[1];
        Scope.run("vectors", () -> all[0] = Concat.of(0, parts).hold());
        parts.forEach(Tensor::close);
        return all[0];
    }

    private void inParts(List<Exam> exams, MalignancyModel model, Consumer<ExamPictures> work) {
        for (int first = 0; first < exams.size(); first += INFERENCE_EXAMS) {
            ExamPictures batch = ExamPictures.of(exams.subList(first, Math.min(first + INFERENCE_EXAMS, exams.size())),
                    views, PictureAugmentation.NONE, Key.of(0), model.input());
            Scope.run("exams", () -> work.accept(batch));
        }
    }
}
