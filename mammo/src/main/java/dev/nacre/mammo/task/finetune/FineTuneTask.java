package dev.nacre.mammo.task.finetune;

import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.data.sets.SetParts;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.CaseUnit;
import dev.nacre.mammo.eval.cases.Cases;
import dev.nacre.mammo.eval.cases.Draws;
import dev.nacre.mammo.eval.cases.Prediction;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.prepare.PictureSource;
import dev.nacre.mammo.task.LabelScheme;
import dev.nacre.mammo.task.LabelledPicture;
import dev.nacre.mammo.prepare.PictureBatches;
import dev.nacre.mammo.task.QuestionLabels;
import dev.nacre.mammo.task.TaskWatch;
import dev.nacre.mammo.task.attribution.ExplainedAnswers;
import dev.nacre.mammo.task.attribution.MapChoice;
import dev.nacre.mammo.task.result.CaseGallery;
import dev.nacre.mammo.task.result.Judgement;
import dev.nacre.mammo.task.result.Pseudonyms;
import dev.nacre.mammo.task.result.ResultPart;
import dev.nacre.mammo.task.result.ShownCase;
import dev.nacre.mammo.task.result.TaskResult;
import dev.nacre.mammo.task.result.TrainingPart;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.train.Outcome;
import dev.nacre.nn.train.TrainingHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Fine-tuning as a task: an encoder and a linear layer learn from the labels of the training patients, the validation
 * patients choose epoch, thresholds and probabilities, figures are those of the test patients.
 *
 * @param start    with whose network and pictures it is done
 * @param pictures prepared by the recipe of that
 * @param parts    of the set
 * @param arm      what is trained
 * @param settings of the training
 * @param unit     what counts once
 * @param draws    of the intervals
 * @param gallery  cases to show
 * @param maps     of what the scores come from, where they are wanted
 */
public record FineTuneTask(MammoClipPredictor start, PictureSource pictures, SetParts parts, Arm arm,
        FineTuningSettings settings, CaseUnit unit, Draws draws, CaseGallery gallery, Optional<MapChoice> maps) {
    private static final int TOGETHER = 8;

    /**
     * What is trained.
     *
     * @param weights that it begins with, and what of them learns
     * @param rows    what is a row of the training
     */
    public record Arm(Weights weights, Rows rows) {
    }

    /** What a training begins with, and what of it learns. */
    public enum Weights {
        /** The trained encoder; all of it learns. */
        PRETRAINED,
        /** The same network with new weights, for comparison; all of it learns. */
        SCRATCH,
        /** The trained encoder, in training mode; the linear layer alone learns: {@link PublishedProbe}. */
        PUBLISHED_PROBE
    }

    /** What a row of the training is. */
    public enum Rows {
        /** A picture, with all that its set says of it; shares of the labels are of patients. */
        PICTURES,
        /**
         * As published: a row of the table of findings, with that finding's label, so that one picture can be positive
         * in one row and negative in another; shares of the labels are of rows, whoever's they are.
         */
        FINDINGS
    }

    /**
     * Trains and judges.
     *
     * @param groups        questions that one model learns together; one of more than two classes stands alone
     * @param run           folder of the trainings, which go on where they were stopped
     * @param configuration what is needed to do it again
     * @return nothing where it was stopped
     * @throws dev.nacre.nn.InputException if a picture cannot be used, or a part of the set answers a question in one
     *                                     way only
     */
    public Optional<TaskResult> run(List<List<Question>> groups, Path run, Json.Fields configuration,
            TaskWatch watch) {
        groups.forEach(group -> group.forEach(question -> Judgement.check(question, unit, parts)));
        return parts.reading(() -> judged(groups, run, configuration, watch));
    }

    private Optional<TaskResult> judged(List<List<Question>> groups, Path run, Json.Fields configuration,
            TaskWatch watch) {
        List<ResultPart> results = new ArrayList<>();
        List<ResultPart> courses = new ArrayList<>();
        List<Cases> cases = new ArrayList<>();
        List<ShownCase> shown = new ArrayList<>();
        Pseudonyms pseudonyms = new Pseudonyms();
        for (List<Question> group : groups) {
            String name = group.stream().map(Question::key).collect(Collectors.joining("+"));
            Path folder = run.resolve(name);
            Optional<FineTunedPredictor> trained = trained(group, name, folder, configuration, watch);
            if (trained.isEmpty()) {
                return Optional.empty();
            }
            List<SetRecord> judged = Stream.concat(parts.validation().stream(), parts.test().stream()).toList();
            double[][] logits = logits(trained.get(), judged, watch.pictures("pictures judged: " + name,
                    judged.size()));
            for (int number = 0; number < group.size(); number++) {
                Question question = group.get(number);
                List<Prediction> said = said(question, number, judged, logits);
                Judgement one = Judgement.of("Fine-tuned for " + question.key(), question, unit,
                        said.subList(0, parts.validation().size()),
                        said.subList(parts.validation().size(), said.size()), draws);
                results.add(one.part());
                cases.add(one.cases());
                shown.addAll(shown(trained.get(), number, one.cases(), pseudonyms, results, watch));
            }
            courses.add(new TrainingPart(name, settings.measure() == ValidationMeasure.AREA
                    ? "Loss; validation: 1 − area" : "Cross-entropy",
                    TrainingHistory.read(folder)));
        }
        results.addAll(courses);
        return Optional.of(new TaskResult("finetune", "Fine-tuning", lead(), results, cases, shown, pseudonyms,
                configuration.with("fine_tuning", settings.toJson()
                        .with("weights", arm.weights().name().toLowerCase(Locale.ROOT))
                        .with("rows", arm.rows().name().toLowerCase(Locale.ROOT)))));
    }

    private String lead() {
        return switch (arm.weights()) {
            case PRETRAINED -> "A trained encoder and a linear layer on it learn";
            case SCRATCH -> "A network with new weights, of the same size as the trained one, learns";
            case PUBLISHED_PROBE -> "A linear layer on a trained encoder, which stays in training mode as published,"
                    + " learns";
        } + String.format(Locale.ROOT, " from the labels of %.3g %% of the training %s. The epoch is that of the best"
                + " validation.", 100 * settings.share(), arm.rows() == Rows.FINDINGS ? "rows" : "patients")
                + parts.note();
    }

    private Optional<FineTunedPredictor> trained(List<Question> group, String name, Path folder, Json.Fields origin,
            TaskWatch watch) {
        Path finished = folder.resolve("model.safetensors");
        if (Files.exists(finished)) {
            return Optional.of(FineTunedPredictor.load(finished));
        }
        FineTuning.Result result = training(group).watchedBy(watch.training(name)).stoppingWhen(watch::stops)
                .comingFrom(origin).resume(folder);
        return result.outcome().end() == Outcome.End.STOPPED ? Optional.empty() : Optional.of(result.model());
    }

    private FineTuning training(List<Question> group) {
        LabelScheme scheme = QuestionLabels.scheme(group);
        List<LabelledPicture> validation = QuestionLabels.of(group, parts.validation()).stream()
                .filter(LabelledPicture::isKnown).toList();
        List<LabelledPicture> rows = arm.rows() == Rows.PICTURES ? QuestionLabels.of(group, parts.training())
                : drawn(QuestionLabels.rows(group, parts.training()));
        FineTuningSettings own = arm.rows() == Rows.PICTURES ? settings
                : settings.withShare(1, settings.fewestSteps());
        EfficientNetConfig network = start.model().config().image();
        return switch (arm.weights()) {
            case PRETRAINED -> new FineTuning(network, scheme, pictures, own, rows, validation).startingFrom(start);
            case SCRATCH -> new FineTuning(network, scheme, pictures, own, rows, validation);
            case PUBLISHED_PROBE -> PublishedProbe.training(network, scheme, pictures, own, rows, validation)
                    .startingFrom(start);
        };
    }

    /** A share of the rows. */
    private List<LabelledPicture> drawn(List<LabelledPicture> rows) {
        int[] order = Key.of(settings.seed()).child("rows").permutation(rows.size());
        int count = (int) Math.max(1, Math.rint(settings.share() * rows.size()));
        return IntStream.of(order).limit(count).sorted().mapToObj(rows::get).toList();
    }

    private double[][] logits(FineTunedPredictor model, List<SetRecord> judged, IntConsumer done) {
        PictureBatches batches = new PictureBatches(pictures);
        List<Path> files = judged.stream().map(SetRecord::file).toList();
        List<double[]> logits = new ArrayList<>();
        batches.inOrder(files, TOGETHER, some -> {
            model.scores(some).forEach(one -> logits.add(one.logits()));
            done.accept(logits.size());
        });
        return logits.toArray(double[][]::new);
    }

    private static List<Prediction> said(Question question, int number, List<SetRecord> judged, double[][] logits) {
        return IntStream.range(0, logits.length).mapToObj(index -> new Prediction(judged.get(index),
                question.isBinary() ? new double[] {logits[index][number]} : logits[index])).toList();
    }

    private List<ShownCase> shown(FineTunedPredictor model, int output, Cases judged, Pseudonyms pseudonyms,
            List<ResultPart> results, TaskWatch watch) {
        if (maps.isEmpty() || !judged.question().isBinary()) {
            return gallery.of(judged, pseudonyms);
        }
        // Maps need slopes by what the network sees, and none by its weights.
        model.model().freeze();
        ExplainedAnswers explained = ExplainedAnswers.of(model.model().encoder(), model.head(), output,
                model.pictures(), maps.get().method());
        results.add(explained.tested(judged, maps.get(), draws, watch));
        return gallery.with(explained).of(judged, pseudonyms);
    }
}
