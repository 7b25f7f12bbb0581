package dev.nacre.mammo.task;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.nn.Pass;
import dev.nacre.nn.linear.LinearClassifier;
import dev.nacre.nn.model.EfficientNet;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a linear classifier of pooled features finds its evidence (class-activation map, Zhou et al. 2016): at each
 * place of the encoder's last map the weighted sum of its channels plus the intercept. As pooling is the mean over all
 * places, so is the logit the mean of the map, exactly but for rounding: nothing of it is left out and nothing added.
 */
public final class ActivationMap {
    private static final int CHANNELS = 3;

    private ActivationMap() {
    }

    /**
     * The map of each picture, of the size of the encoder's last map.
     *
     * @param classifier of this encoder's pooled features
     * @param output     whose logit it explains
     */
    public static List<PictureMap> of(EfficientNet encoder, LinearClassifier classifier, PictureBatch pictures,
            int output) {
        List<PictureMap> maps = new ArrayList<>();
        Scope.run("activation maps", () -> {
            Tensor map = encoder.features(pictures.tensor(CHANNELS), Pass.EVAL);
            int height = Math.toIntExact(map.size(1));
            int width = Math.toIntExact(map.size(2));
            double[] values = map.toDoubles();
            for (int picture = 0; picture < pictures.pictures(); picture++) {
                maps.add(new PictureMap(height, width,
                        weighted(values, picture * height * width, height * width, classifier, output)));
            }
        });
        return maps;
    }

    private static float[] weighted(double[] values, int first, int places, LinearClassifier classifier, int output) {
        double[] weights = classifier.weights(output);
        float[] map = new float[places];
        for (int place = 0; place < places; place++) {
            double sum = classifier.intercept(output);
            for (int channel = 0; channel < weights.length; channel++) {
                sum += weights[channel] * values[(first + place) * weights.length + channel];
            }
            map[place] = (float) sum;
        }
        return map;
    }
}
