package dev.nacre.mammo.task.factor;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.BinaryCrossEntropy;
import dev.nacre.mammo.clip.MammoClip;
import dev.nacre.mammo.clip.MammoClipConfig;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.clip.TextInput;
import dev.nacre.mammo.image.AppliedRecipe;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.prepare.PictureSource;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.Pass;
import dev.nacre.nn.data.ShuffledBatches;
import dev.nacre.nn.data.TrainingData;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.LearningRate;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import dev.nacre.nn.train.Objective;
import dev.nacre.nn.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Invented pictures of noise with a disc, a cross, both or neither, and an untrained Mammo-CLIP. */
final class DiscPictures implements PictureSource {
    static final int SIDE = 64;
    static final FactorAttribute DISC = new FactorAttribute("disc", List.of("there is a disc", "a round disc"));
    static final FactorAttribute CROSS = new FactorAttribute("cross", List.of("there is a cross"));
    private static final int RADIUS = 7;
    private static final int EPOCHS = 6;

    @Override
    public PixelRecipe recipe() {
        return PixelRecipe.plain(SIDE, SIDE);
    }

    /** A model that knows nothing. */
    static MammoClipPredictor untaught() {
        return untaught(4);
    }

    static MammoClipPredictor untaught(int seed) {
        WordPieceTokenizer words = new WordPieceTokenizer(new WordPieceTrainer(100, 1, true).train(
                List.of("there is a disc", "a round disc", "there is a cross", "nothing")), true);
        MammoClip model = new MammoClip(new MammoClipConfig(EfficientNetConfig.TINY.withDropout(0, 0),
                BertConfig.small(words.vocabularySize(), 32, 1, 16).withDropout(0, 0), 24)).init(Key.of(seed));
        calibrate(model);
        return new MammoClipPredictor(model, new TextInput(words, 16), PixelRecipe.plain(SIDE, SIDE));
    }

    /** A model whose encoder of pictures can tell discs and crosses. */
    static MammoClipPredictor taught() {
        MammoClipPredictor clip = untaught();
        teach(clip.model().imageEncoder());
        calibrate(clip.model());
        return clip;
    }

    private static void calibrate(MammoClip model) {
        BatchNorm2d.resetStatistics(model);
        Scope.run("calibration", () -> model.embedImages(batch(cases(30_000, 32)).tensor(3), Pass.CALIBRATION));
    }

    /** As much about discs and crosses as a pretraining would teach. */
    private static void teach(EfficientNet encoder) {
        Tensor weights = Tensor.randn(Key.of(12), encoder.config().features(), 2).mul(0.1).detach();
        TrainingData<List<FactorCase>> data = new ShuffledBatches<>(160, 16, 1, Key.of(13), (chosen, keys) ->
                IntStream.of(chosen).mapToObj(number -> cases(40_000 + number, 1).getFirst()).toList());
        try (AdamW adamw = new AdamW(encoder, AdamW.Settings.decay(0))) {
            new Trainer<List<FactorCase>>(encoder, adamw, LearningRate.constant(3e-3), Objective.of((batch, pass) ->
                    BinaryCrossEntropy.of(encoder.forward(batch(batch).tensor(3), pass).matmul(weights),
                            shown(batch), 1))).fit(EPOCHS, data, Key.of(14));
        }
    }

    private static Tensor shown(List<FactorCase> cases) {
        float[] shown = new float[2 * cases.size()];
        for (int index = 0; index < shown.length; index++) {
            shown[index] = cases.get(index / 2).shown().contains(index % 2 == 0 ? "disc" : "cross") ? 1 : 0;
        }
        return Tensor.of(shown, cases.size(), 2);
    }

    /** Pictures as a network takes them. */
    static PictureBatch batch(List<FactorCase> cases) {
        float[] values = new float[cases.size() * SIDE * SIDE];
        for (int number = 0; number < cases.size(); number++) {
            PreparedPicture picture = new DiscPictures().picture(cases.get(number).picture());
            System.arraycopy(PixelRecipe.plain(SIDE, SIDE).normalisation().apply(picture.levels(), 8, ""), 0, values,
                    number * SIDE * SIDE, SIDE * SIDE);
        }
        return new PictureBatch(cases.size(), SIDE, SIDE, values);
    }

    /** In turn a disc, a cross, both, and nothing. */
    static List<FactorCase> cases(int first, int count) {
        List<FactorCase> cases = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            Set<String> shown = switch (number % 4) {
                case 0 -> Set.of("disc");
                case 1 -> Set.of("cross");
                case 2 -> Set.of("disc", "cross");
                default -> Set.of();
            };
            cases.add(new FactorCase(Path.of(number + "-" + shown.contains("disc") + "-" + shown.contains("cross")),
                    shown));
        }
        return cases;
    }

    @Override
    public PreparedPicture picture(Path file) {
        String[] parts = file.toString().split("-");
        Key key = Key.of(Long.parseLong(parts[0]));
        Mask disc = disc(file);
        int row = place(key, 2);
        int column = place(key, 3);
        float[] levels = new float[SIDE * SIDE];
        for (int i = 0; i < levels.length; i++) {
            int down = Math.abs(i / SIDE - row);
            int across = Math.abs(i % SIDE - column);
            boolean cross = Boolean.parseBoolean(parts[2]) && Math.min(down, across) < 1 && Math.max(down, across) < 9;
            boolean inDisc = Boolean.parseBoolean(parts[1]) && disc.inside()[i];
            levels[i] = 60 + (inDisc ? 90 : 0) + (cross ? 180 : 0) + (float) (10 * key.child(9).uniform(i));
        }
        return new PreparedPicture(SIDE, SIDE, 8, levels, new AppliedRecipe("", "", false,
                new PixelBox(0, 0, SIDE, SIDE), false, PlaneAffine.IDENTITY));
    }

    /** Where the disc of a picture is, or would be. */
    static Mask disc(Path file) {
        Key key = Key.of(Long.parseLong(file.toString().split("-")[0]));
        int row = place(key, 0);
        int column = place(key, 1);
        boolean[] inside = new boolean[SIDE * SIDE];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = Math.hypot(i / SIDE - row, i % SIDE - column) <= RADIUS;
        }
        return new Mask(SIDE, SIDE, inside);
    }

    private static int place(Key key, int number) {
        return 20 + 24 * (int) key.below(2, number) + (int) key.child(1).below(5, number) - 2;
    }

    @Override
    public void check(Collection<Path> files) {
        // All there are.
    }
}
