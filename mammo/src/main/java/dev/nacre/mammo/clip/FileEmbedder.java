package dev.nacre.mammo.clip;

import dev.nacre.mammo.prepare.PictureBatches;
import dev.nacre.mammo.prepare.PictureCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Vectors of many picture files and many sentences, a batch at a time; the next pictures are read while the model
 * works.
 *
 * @param predictor the trained model
 * @param batchSize pictures or sentences in one computation; more are faster and take more memory
 */
public record FileEmbedder(MammoClipPredictor predictor, int batchSize) {
    /** Refuses an empty batch. */
    public FileEmbedder {
        if (batchSize < 1) {
            throw new IllegalArgumentException("a batch of " + batchSize + " pictures: give at least 1");
        }
    }

    /**
     * The vectors of files, each of length 1: {@code [files][embedding]}.
     *
     * @param done is told after each batch how many files are done
     * @throws dev.nacre.nn.InputException for the first file that cannot be used
     */
    public float[][] pictures(List<Path> files, IntConsumer done) {
        List<float[]> vectors = new ArrayList<>();
        // Each file is asked about once, so that nothing is kept.
        new PictureBatches(new PictureCache(predictor.pictures(), 0)).inOrder(files, batchSize, pictures -> {
            vectors.addAll(List.of(predictor.embedPictures(pictures)));
            done.accept(vectors.size());
        });
        return vectors.toArray(float[][]::new);
    }

    /** The vectors of sentences, each of length 1: {@code [sentences][embedding]}. */
    public float[][] sentences(List<String> sentences) {
        float[][] vectors = new float[sentences.size()][];
        for (int number = 0; number * batchSize < sentences.size(); number++) {
            float[][] some = predictor.embedTexts(part(sentences, number));
            System.arraycopy(some, 0, vectors, number * batchSize, some.length);
        }
        return vectors;
    }

    private <T> List<T> part(List<T> all, int number) {
        return all.subList(number * batchSize, Math.min(all.size(), (number + 1) * batchSize));
    }
}
