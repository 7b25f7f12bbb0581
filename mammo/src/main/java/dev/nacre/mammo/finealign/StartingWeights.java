package dev.nacre.mammo.finealign;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.LoadReport;
import dev.nacre.core.io.StateLoader;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.image.Normalisation;
import dev.nacre.nn.Module;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.model.PyramidConfig;
import dev.nacre.nn.model.PyramidEncoder;
import dev.nacre.nn.model.ResNetConfig;
import dev.nacre.nn.model.TextModel;
import dev.nacre.nn.published.EfficientNetRelease;
import dev.nacre.nn.published.HuggingFaceBert;
import dev.nacre.nn.published.HuggingFaceModernBert;
import dev.nacre.nn.published.Licence;
import dev.nacre.nn.published.PublishedFamilies;
import dev.nacre.nn.published.PublishedModel;
import dev.nacre.nn.published.TimmEfficientNet;
import dev.nacre.nn.published.TorchvisionResNet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Encoders that others trained, as a start for a coarse-to-fine model: ResNets under torchvision's and timm's names,
 * EfficientNets under lukemelas' and timm's (those inside Mammo-CLIP and Mammo-FM among them), and BERT and ModernBERT
 * under Hugging Face's.
 */
public final class StartingWeights {
    private static final PublishedFamilies PICTURES = new PublishedFamilies(List.of(
            new EfficientNetRelease(), new TimmEfficientNet(), new TorchvisionResNet()));
    private static final PublishedFamilies TEXTS = new PublishedFamilies(List.of(
            new HuggingFaceBert(), new HuggingFaceModernBert()));
    /** Under which Mammo-CLIP and Mammo-FM keep their encoder of pictures. */
    private static final String MAMMOGRAMS = "image_encoder.";

    private StartingWeights() {
    }

    /**
     * The encoder of pictures in a file.
     *
     * @param config what it is, for the configuration of a model
     * @param scale how it takes levels
     * @param title for people
     * @param licence what its publisher asks, where it restricts use
     */
    public record PictureEncoder(PyramidConfig config, FineAlignConfig.Scale scale, String title,
            Optional<Licence> licence) {
        /** The model's configuration with this encoder. */
        public FineAlignConfig in(FineAlignConfig model) {
            return model.withPictures(config, scale);
        }
    }

    /**
     * What encoder of pictures a file holds; reads names and sizes alone.
     *
     * @throws CheckpointException if it cannot be read, or holds none
     */
    public static PictureEncoder inspect(Path file) {
        try (Checkpoint weights = Checkpoint.open(file)) {
            PublishedModel<?> found = recognised(weights, PICTURES, "encoder of pictures (ResNet or EfficientNet)");
            return described(weights, found);
        }
    }

    private static PictureEncoder described(Checkpoint weights, PublishedModel<?> found) {
        boolean mammograms = weights.tensors().stream().anyMatch(tensor -> tensor.name().contains(MAMMOGRAMS));
        FineAlignConfig.Scale scale = mammograms ? new FineAlignConfig.Scale(Normalisation.MAMMO_CLIP.mean(),
                Normalisation.MAMMO_CLIP.standardDeviation()) : FineAlignConfig.Scale.IMAGE_NET;
        return new PictureEncoder(((PyramidEncoder) found.model()).config(), scale, found.title(), found.licence());
    }

    /**
     * Fills a model's encoder of pictures, and nothing else.
     *
     * @return what was loaded
     * @throws CheckpointException if the file holds no such encoder, one of another kind or size, or one that takes
     *                             levels in another way; the model is then untouched
     */
    public static LoadReport pictures(FineAlign model, Path file) {
        try (Checkpoint weights = Checkpoint.open(file)) {
            PublishedModel<?> found = recognised(weights, PICTURES, "encoder of pictures (ResNet or EfficientNet)");
            PictureEncoder described = described(weights, found);
            FineAlignConfig own = model.config();
            if (!plain(described.config()).equals(plain(own.pictures())) || !described.scale().equals(own.scale())) {
                throw new CheckpointException(file + " holds " + found.title() + ", which the model's encoder is not,"
                        + " or not for levels scaled like that; build the model with this file's encoder");
            }
            return load(found, model.pictureEncoder());
        }
    }

    /**
     * Fills a model's encoder of reports, and nothing else.
     *
     * @return what was loaded
     * @throws CheckpointException if the file holds none, or one of another kind or size; the model is then untouched
     */
    public static LoadReport texts(FineAlign model, Path file) {
        try (Checkpoint weights = Checkpoint.open(file)) {
            PublishedModel<?> found = recognised(weights, TEXTS, "encoder of texts (BERT or ModernBERT)");
            if (!((TextModel) found.model()).config().kind().equals(model.config().text().kind())) {
                throw new CheckpointException(file + " holds " + found.title() + ", and the model reads with "
                        + model.config().text().kind() + "; build the model with this file's encoder");
            }
            return load(found, model.textEncoder());
        }
    }

    private static LoadReport load(PublishedModel<?> found, Module encoder) {
        return StateLoader.load(found.weights(), encoder.state(), found.names());
    }

    private static PublishedModel<?> recognised(Checkpoint weights, PublishedFamilies families, String wanted) {
        return families.recognise(weights).orElseThrow(() -> new CheckpointException(weights.path()
                + " holds no " + wanted + " under names that are known; run \"nacre checkpoint inspect\" on it to see"
                + " what it is"));
    }

    /** Without what weights do not depend on. */
    private static PyramidConfig plain(PyramidConfig config) {
        return switch (config) {
            case EfficientNetConfig efficientNet -> efficientNet.withDropout(0, 0).withBatchNormMomentum(0);
            case ResNetConfig resNet -> resNet.withBatchNormMomentum(0);
        };
    }
}
