package dev.nacre.mammo.finealign.model;

import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.mammo.finealign.exam.ExamBatch;
import dev.nacre.mammo.finealign.exam.WordBatch;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.Pictures;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Module;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.PyramidEncoder;
import dev.nacre.nn.model.TextModel;
import java.util.stream.IntStream;

/**
 * The coarse-to-fine model of four views and a report, in both modes (specification §1 and §2). Its parts lie below
 * {@code picture}, {@code text} and {@code decoder} of the state dict. In evaluation it may be called from many
 * threads. Research use, not for diagnosis.
 *
 * <p>One encoder serves all views in both modes, as the paper's figure shows it; the public code of the precursor had
 * two, for CC and MLO, but only one set of embedding layers.
 */
public final class FineAlign extends Module {
    private static final double INITIAL_SCALE = StrictMath.log(1 / 0.07);
    private static final double LARGEST_SCALE = StrictMath.log(100);
    private static final double PRECURSOR_SCALE = 10;

    private final FineAlignConfig config;
    private final PictureTower picture;
    private final TextTower text;
    private final Parameter logitScale;
    private final AbnormalityDecoder abnormality;
    private final DehazingDecoder dehazing;

    /** The model of this configuration; {@link #init} or a file gives it values. */
    public FineAlign(FineAlignConfig config) {
        this.config = config;
        boolean recommended = config.mode() == FineAlignConfig.Mode.RECOMMENDED;
        logitScale = recommended ? parameter("logit_scale", Shape.SCALAR, FileLayout.SAME,
                Initialiser.constant(INITIAL_SCALE)) : null;
        picture = child("picture", new PictureTower(config));
        text = child("text", new TextTower(config));
        abnormality = recommended ? child("decoder", new AbnormalityDecoder(config)) : null;
        dehazing = recommended ? null : child("decoder", new DehazingDecoder(config));
    }

    @Override
    public FineAlign init(Key key) {
        super.init(key);
        return this;
    }

    /** What this model is made of. */
    public FineAlignConfig config() {
        return config;
    }

    /** The encoder of pictures, for weights that were trained elsewhere. */
    public PyramidEncoder pictureEncoder() {
        return picture.encoder();
    }

    /** The encoder of reports, for weights that were trained elsewhere. */
    public TextModel textEncoder() {
        return text.encoder();
    }

    /** What the picture side makes of a batch. */
    public ExamFeatures pictures(ExamBatch batch, Pass pass) {
        return pictures(batch.seen(), batch.slots(), batch.exams(), pass);
    }

    /**
     * What the picture side makes of pictures.
     *
     * @param pictures from 0 to 1, the chest wall on the left; height and width divide by 32
     * @param slots of each picture, 4·exam + view, rising
     * @param exams how many there are, pictures or not
     */
    public ExamFeatures pictures(Pictures pictures, int[] slots, int exams, Pass pass) {
        return pictures(pictures.tensor(PictureTower.COLOURS), slots, exams, pass);
    }

    /**
     * The same for pictures {@code [n, height, width, 1]} that may have been computed: gradients reach them. With three
     * channels, each has something else to show.
     */
    public ExamFeatures pictures(Tensor pictures, int[] slots, int exams, Pass pass) {
        return picture.forward(pictures, slots, exams, pass);
    }

    /** What the text side makes of texts. */
    public ReportFeatures reports(WordBatch words, Pass pass) {
        return text.forward(words, pass);
    }

    /** τ, the factor on cosines: trained and at most 100, or 10 for the precursor; a scalar. */
    public Tensor logitScale() {
        return logitScale == null ? Tensor.scalar(PRECURSOR_SCALE)
                : logitScale.value().clamp(Double.NEGATIVE_INFINITY, LARGEST_SCALE).exp();
    }

    /**
     * Mode R's maps.
     *
     * @param features of the pictures
     * @param pictures those of the features
     * @param breasts their masks
     * @throws IllegalStateException in mode P
     */
    public Abnormality abnormality(ExamFeatures features, PictureBatch pictures, PictureBatch breasts, Pass pass) {
        if (abnormality == null) {
            throw new IllegalStateException("the precursor has no map of abnormality: ask for its dehazing");
        }
        float[] present = features.present().toFloats();
        int[] slots = IntStream.range(0, present.length).filter(slot -> present[slot] > 0).toArray();
        return abnormality.forward(features, Tensor.of(slots), pictures, breasts, pass);
    }

    /**
     * Mode P's maps.
     *
     * @throws IllegalStateException in mode R
     */
    public Dehazing dehazing(ExamFeatures features, Pass pass) {
        if (dehazing == null) {
            throw new IllegalStateException("only the precursor dehazes: ask for abnormality");
        }
        return dehazing.forward(features, pass);
    }
}
