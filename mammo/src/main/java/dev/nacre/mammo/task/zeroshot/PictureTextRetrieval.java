package dev.nacre.mammo.task.zeroshot;

import dev.nacre.mammo.clip.FileEmbedder;
import dev.nacre.mammo.clip.ZeroShotScores;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.Retrieval;
import java.util.List;

/**
 * How early pictures find their captions among all different ones, and captions a picture of theirs among all pictures.
 *
 * @param toTexts    each picture asks for its caption
 * @param toPictures each different caption asks for any of its pictures
 */
public record PictureTextRetrieval(Retrieval toTexts, Retrieval toPictures) {
    /**
     * By cosines of a model's vectors.
     *
     * @param model    embeds captions
     * @param pictures vectors, {@code [pictures][embedding]}
     * @param captions of each picture; equal ones are one answer
     * @throws InputException if there is no picture, or the model came without a tokenizer
     */
    public static PictureTextRetrieval of(FileEmbedder model, float[][] pictures, List<String> captions) {
        if (pictures.length != captions.size()) {
            throw new IllegalArgumentException(pictures.length + " pictures and " + captions.size() + " captions");
        }
        if (captions.isEmpty()) {
            throw new InputException("retrieval needs a picture with a caption: give at least one");
        }
        List<String> different = captions.stream().distinct().toList();
        ZeroShotScores scores = model.predictor().zeroShot(pictures, model.sentences(different));
        double[][] cosines = new double[pictures.length][different.size()];
        for (int picture = 0; picture < cosines.length; picture++) {
            for (int caption = 0; caption < cosines[picture].length; caption++) {
                cosines[picture][caption] = scores.cosine(picture, caption);
            }
        }
        return new PictureTextRetrieval(Retrieval.ofRows(cosines, captions, different),
                Retrieval.ofColumns(cosines, captions, different));
    }
}
