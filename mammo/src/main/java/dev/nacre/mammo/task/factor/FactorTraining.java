package dev.nacre.mammo.task.factor;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.prepare.PictureSource;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Pass;
import dev.nacre.nn.data.BalancedBatches;
import dev.nacre.nn.data.TrainingData;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.LearningRate;
import dev.nacre.nn.train.Checkpoints;
import dev.nacre.nn.train.CsvLog;
import dev.nacre.nn.train.Objective;
import dev.nacre.nn.train.Outcome;
import dev.nacre.nn.train.Trainer;
import dev.nacre.nn.train.TrainingRun;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Trains a {@link ChannelMapper} on pictures of which is known what they show, and not where. The encoders are frozen
 * and in evaluation mode: the maps of a picture are computed once, without augmentation. The run's directory gets
 * {@code log.csv}, {@code epochs.csv}, {@code checkpoints} from which it can be resumed, and at the end {@code
 * factor.safetensors}. The same cases and settings give the same bits, however often the training was interrupted. With
 * cases to validate on, of other patients, the model is that of the smallest validation loss, else the last.
 */
public final class FactorTraining extends TrainingRun<FactorTraining, FactorTraining.Result> {
    private static final int AHEAD = 2;
    private static final int VALIDATED = 8;

    private final MammoClipPredictor clip;
    private final PictureSource pictures;
    private final FactorSettings settings;
    private final FactorConfig config;
    private final int channels;
    private final Labelled training;
    private final Labelled validation;
    private final ChannelMapper mapper;
    private IntConsumer encoded = done -> { };

    /** Cases in their order, and what they show: {@code [case][attribute]}. */
    private record Labelled(List<Path> files, boolean[][] shown) {
        static Labelled of(List<FactorCase> cases, List<FactorAttribute> attributes) {
            boolean[][] shown = new boolean[cases.size()][attributes.size()];
            for (int number = 0; number < shown.length; number++) {
                for (int attribute = 0; attribute < attributes.size(); attribute++) {
                    shown[number][attribute] = cases.get(number).shown().contains(attributes.get(attribute).name());
                }
            }
            return new Labelled(cases.stream().map(FactorCase::picture).toList(), shown);
        }

        int[] numbers(boolean any) {
            return IntStream.range(0, shown.length).filter(number -> showsAny(shown[number]) == any).toArray();
        }

        /** Whether some pictures show it and others do not. */
        boolean tells(int attribute) {
            long count = IntStream.range(0, shown.length).filter(number -> shown[number][attribute]).count();
            return count > 0 && count < shown.length;
        }

        private static boolean showsAny(boolean[] one) {
            for (boolean attribute : one) {
                if (attribute) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Maps {@code [pictures, channels, places]} and what the pictures show. */
    private record Batch(float[] maps, boolean[][] shown) {
    }

    /**
     * What a run gave.
     *
     * @param outcome how it ended
     * @param model ready for use; that of the last step where it was stopped
     */
    public record Result(Outcome outcome, FactorPredictor model) { }

    /**
     * A new mapper, to be trained on what {@code clip} sees in pictures.
     *
     * @param pictures prepared by the recipe of {@code clip}
     * @param training each attribute is shown by some of them and not by others
     * @param validation of other patients; may be empty
     * @throws InputException if the pictures are prepared otherwise, or there is nothing to learn from
     */
    public FactorTraining(MammoClipPredictor clip, PictureSource pictures, List<FactorAttribute> attributes,
            FactorSettings settings, List<FactorCase> training, List<FactorCase> validation) {
        if (!pictures.recipe().equals(clip.pictures())) {
            throw new InputException("the pictures are prepared by the recipe " + pictures.recipe().name()
                    + ", otherwise than those of the Mammo-CLIP: prepare them as it asks");
        }
        this.clip = clip;
        this.pictures = pictures;
        this.settings = settings;
        int[] sizes = LevelMaps.sizes(encoder(), settings.level(), pictures.recipe().fit().height(),
                pictures.recipe().fit().width());
        this.config = new FactorConfig(attributes, settings.level(), sizes[0], sizes[1],
                clip.model().config().embedding());
        this.channels = sizes[2];
        this.training = Labelled.of(training, config.attributes());
        this.validation = Labelled.of(validation, config.attributes());
        check();
        this.mapper = ChannelMapper.of(config).init(key(0));
    }

    private void check() {
        for (int attribute = 0; attribute < config.attributes().size(); attribute++) {
            if (!training.tells(attribute)) {
                throw new InputException("of " + training.shown().length + " pictures to train on all or none show "
                        + config.attributes().get(attribute).name() + ": give some of both kinds");
            }
        }
        if (validation.shown().length > 0
                && IntStream.range(0, config.attributes().size()).noneMatch(validation::tells)) {
            throw new InputException("of " + validation.shown().length + " pictures to validate on all or none show "
                    + "an attribute: give some of both kinds, or none at all");
        }
    }

    private Key key(int purpose) {
        return Key.of(settings.seed()).child(purpose);
    }

    private EfficientNet encoder() {
        return clip.model().imageEncoder();
    }

    /** What is being trained. */
    public FactorConfig config() {
        return config;
    }

    /** Steps of an epoch. */
    public int steps() {
        return Math.ceilDiv(training.shown().length, settings.batch());
    }

    /** Is told how many training pictures the encoder has seen, before the first step. Returns this. */
    public FactorTraining encoding(IntConsumer done) {
        encoded = done;
        return this;
    }

    @Override
    protected FactorTraining self() {
        return this;
    }

    @Override
    protected Result run(Path directory, boolean resume) {
        FactorPredictor model = new FactorPredictor(clip, config, mapper, vectors());
        CaseMaps maps = maps(training, settings.keptBytes());
        maps.fill(encoded);
        CaseMaps validated = maps(validation, settings.keptBytes() - maps.keptBytes());
        validated.fill(done -> { });
        Checkpoints checkpoints = new Checkpoints(directory.resolve("checkpoints"), settings.checkpoints(),
                () -> FactorFile.writer(model, description()));
        Outcome outcome;
        try (CsvLog log = new CsvLog(directory);
                AdamW adamw = new AdamW(mapper, AdamW.Settings.decay(settings.weightDecay()))) {
            Trainer<Batch> trainer = new Trainer<Batch>(mapper, adamw, LearningRate.constant(settings.learningRate()),
                    Objective.of((batch, pass) -> settings.variant()
                            .loss(similarities(batch, model, pass), batch.shown())))
                    .watchedBy(log);
            if (validation.shown().length > 0) {
                trainer.validating(() -> validationLoss(validated, model), settings.patience());
            }
            outcome = fit(trainer, checkpoints, resume, settings.epochs(), data(maps), key(2));
        }
        if (outcome.end() != Outcome.End.STOPPED) {
            if (validation.shown().length > 0) {
                checkpoints.loadBest(mapper.state());
            }
            FactorFile.writer(model, description()).write(directory.resolve("factor.safetensors"));
        }
        return new Result(outcome, model);
    }

    private float[][] vectors() {
        return config.attributes().stream().map(attribute -> SentenceMean.of(clip, attribute.sentences()))
                .toArray(float[][]::new);
    }

    private CaseMaps maps(Labelled cases, long keptBytes) {
        return new CaseMaps(encoder(), settings.level(), pictures, cases.files(),
                Math.multiplyExact(channels, config.places()), keptBytes);
    }

    private TrainingData<Batch> data(CaseMaps maps) {
        return new BalancedBatches<>(training.numbers(true), training.numbers(false), settings.batch(), steps(), AHEAD,
                key(1), (epoch, chosen, places) -> batch(maps, training, chosen));
    }

    private static Batch batch(CaseMaps maps, Labelled cases, int[] chosen) {
        return new Batch(maps.of(chosen), IntStream.of(chosen).mapToObj(number -> cases.shown()[number])
                .toArray(boolean[][]::new));
    }

    private Tensor similarities(Batch batch, FactorPredictor model, Pass pass) {
        return FactorLoss.similarities(settings.variant().cosines(mapper,
                Tensor.of(batch.maps(), batch.shown().length, channels, config.places()),
                model.attributeTensor(), pass));
    }

    /** All pictures against one another, so that it does not depend on batches. */
    private double validationLoss(CaseMaps maps, FactorPredictor model) {
        int attributes = config.attributes().size();
        float[] all = new float[validation.shown().length * attributes];
        for (int first = 0; first < validation.shown().length; first += VALIDATED) {
            int from = first;
            int[] chosen = IntStream.range(first, Math.min(first + VALIDATED, validation.shown().length)).toArray();
            Scope.run("validation", () -> {
                float[] some = similarities(batch(maps, validation, chosen), model, Pass.EVAL).toFloats();
                System.arraycopy(some, 0, all, from * attributes, some.length);
            });
        }
        double[] loss = new double[1];
        Scope.run("validation", () -> loss[0] = settings.variant().loss(
                Tensor.of(all, validation.shown().length, attributes), validation.shown()).item());
        return loss[0];
    }

    private Json.Fields description() {
        return Json.object().with("settings", settings.toJson()).with("pictures", training.shown().length)
                .with("origin", origin());
    }
}
