package dev.nacre.mammo.finealign.head;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.StateEntry;
import dev.nacre.mammo.finealign.model.ExamFeatures;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.nn.Entry;
import dev.nacre.nn.LayerNorm;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import java.util.List;
import java.util.Map;

/**
 * Malignancy of breasts (specification §2.10): the picture side of a coarse-to-fine model, then layer normalisation and
 * a linear map of each breast's vector to one logit. An exam is as suspicious as the more suspicious of its breasts.
 * Research use, not for diagnosis.
 */
public final class MalignancyModel extends Module {
    private static final double EPSILON = 1e-5;
    private static final String PICTURE = "picture";

    private final PictureInput input;
    private final FineAlign base;
    private final LayerNorm norm;
    private final Linear logit;

    private MalignancyModel(FineAlign base, PictureInput input) {
        this.input = input;
        this.base = child("base", base);
        norm = child("norm", new LayerNorm(base.config().width(), EPSILON));
        logit = child("logit", new Linear(base.config().width(), 1));
    }

    /**
     * On a copy of a model's picture side, which is left as it is; its text side and its decoder have no part in it.
     *
     * @param start pretrained, or initialised and no more
     * @param input what its encoder sees; enhanced pictures come from the start itself, which then must live on
     * @param key of the new layers
     * @throws dev.nacre.nn.InputException if pictures are to be enhanced and the start is of mode P
     */
    public static MalignancyModel startingFrom(FineAlign start, HeadSettings.Input input, Key key) {
        MalignancyModel model = new MalignancyModel(new FineAlign(start.config()), PictureInput.of(input, start));
        model.norm.init(key.child("norm"));
        model.logit.init(key.child("logit"));
        Map<String, Entry> values = start.entries();
        model.base.entries().forEach((name, entry) -> {
            if (name.startsWith(PICTURE + ".")) {
                entry.set(values.get(name).value());
            }
        });
        model.base.freeze();
        return model;
    }

    /** Without values, for files. */
    static MalignancyModel of(FineAlignConfig config) {
        MalignancyModel model = new MalignancyModel(new FineAlign(config), PictureInput.PLAIN);
        model.base.freeze();
        return model;
    }

    /** What the picture side is made of. */
    FineAlignConfig config() {
        return base.config();
    }

    /** What it uses and files hold: all but the base's text side, decoder and scale. */
    List<StateEntry> usedState() {
        return state().stream().filter(entry -> !entry.name().startsWith("base.")
                || entry.name().startsWith("base." + PICTURE + ".")).toList();
    }

    /** Trains the picture side too; without this, the new layers alone. Before an optimiser is made. */
    public void trainPictures() {
        base.part(PICTURE).unfreeze();
    }

    /** What is made of pictures before {@link #vectors}. */
    PictureInput input() {
        return input;
    }

    /** The picture side's vectors of breasts, {@code [exams, 2, width]}. */
    Tensor vectors(ExamPictures pictures, Pass pass) {
        return run(pass, own -> {
            ExamFeatures features = base.pictures(pictures.tensor(), pictures.slots(), pictures.exams(), own);
            // Where nothing but places makes use of a part, it has a gradient of 0 rather than none.
            return features.breasts().add(features.tokens().sum().mul(0));
        });
    }

    /** Logits of breasts, {@code [exams, 2]}, of their vectors. */
    Tensor logits(Tensor vectors, Pass pass) {
        return run(pass, own -> logit.forward(norm.forward(vectors, own), own).squeeze(-1));
    }

    /** Logits of breasts, left and right, {@code [exams, 2]}. Those of a breast without a picture mean nothing. */
    Tensor logits(ExamPictures pictures, Pass pass) {
        return run(pass, own -> logits(vectors(pictures, own), own));
    }

    /** State-dict names begin so where they are of the new layers. */
    static List<String> newParts() {
        return List.of("norm", "logit");
    }
}
