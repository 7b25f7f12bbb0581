package dev.nacre.mammo.task.attribution;

import dev.nacre.core.Tensor;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNet;

/** A score that looks at the mean of an encoder's last map, so that maps inside the encoder can be asked. */
public interface EncoderScore extends PictureScore {
    /** What looks at pictures. */
    EfficientNet encoder();

    /**
     * The scores.
     *
     * @param features means of the last map, {@code [batch, features]}
     * @return {@code [batch]}
     */
    Tensor ofFeatures(Tensor features, Pass pass);

    /**
     * The scores.
     *
     * @param map of a level of the encoder's pyramid, {@code [batch, height, width, channels]}
     * @return {@code [batch]}
     */
    default Tensor ofMap(int level, Tensor map, Pass pass) {
        return ofFeatures(encoder().onwards(level, map, pass).mean(1, 2), pass);
    }

    /**
     * The linear head that gives the same score for one picture, so that the picture has an exact class activation map.
     */
    LinearHeadScore linearAt(ExplainedPicture picture);

    @Override
    default Tensor of(Tensor pictures, Pass pass) {
        return ofFeatures(encoder().forward(pictures, pass), pass);
    }
}
