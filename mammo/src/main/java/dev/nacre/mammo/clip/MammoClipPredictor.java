package dev.nacre.mammo.clip;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.nn.Pass;
import dev.nacre.nn.text.TokenBatch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A trained Mammo-CLIP with all that belongs to it: pictures and sentences in, vectors and scores out. Results depend
 * on the input alone. Safe for many threads. Research use, not for diagnosis.
 *
 * @param model    the network
 * @param texts    how sentences become ids
 * @param pictures how files become the network's input
 */
public record MammoClipPredictor(MammoClip model, TextInput texts, PixelRecipe pictures) {
    private static final int CHANNELS = 3;

    /**
     * Loads a file that {@code pretrain} wrote.
     *
     * @throws dev.nacre.core.io.CheckpointException if it is missing, damaged or of another model; one sentence
     */
    public static MammoClipPredictor load(Path file) {
        return MammoClipFile.read(file);
    }

    /**
     * The vector of one picture, of length 1: {@code [embedding]}.
     *
     * @throws dev.nacre.nn.InputException if the file is missing, unreadable or constant
     */
    public float[] embedPicture(Path file) {
        float[] prepared = pictures.prepare(MammogramReader.read(file));
        return embedPictures(new PictureBatch(1, pictures.fit().height(), pictures.fit().width(), prepared))[0];
    }

    /** The vectors of prepared pictures, each of length 1: {@code [pictures][embedding]}. */
    public float[][] embedPictures(PictureBatch batch) {
        float[][] vectors = new float[batch.pictures()][];
        Scope.run("embedding pictures", () ->
                fill(vectors, model.embedImages(batch.tensor(CHANNELS), Pass.EVAL)));
        return vectors;
    }

    /** The vectors of sentences, each of length 1: {@code [sentences][embedding]}. */
    public float[][] embedTexts(List<String> sentences) {
        float[][] vectors = new float[sentences.size()][];
        TokenBatch batch = texts.encode(sentences);
        Scope.run("embedding sentences", () ->
                fill(vectors, model.embedTexts(batch.idTensor(), batch.attentionMaskTensor(), Pass.EVAL)));
        return vectors;
    }

    /** Zero-shot scores of pictures against sentences. */
    public ZeroShotScores zeroShot(float[][] pictureVectors, float[][] sentenceVectors) {
        return new ZeroShotScores(pictureVectors, sentenceVectors, scale());
    }

    /** The trained factor on cosines. */
    public double scale() {
        return StrictMath.exp(model.logitScale().item());
    }

    private static void fill(float[][] vectors, Tensor rows) {
        float[] values = L2Normalize.of(rows, 1).toFloats();
        int length = values.length / Math.max(1, vectors.length);
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = Arrays.copyOfRange(values, i * length, (i + 1) * length);
        }
    }
}
