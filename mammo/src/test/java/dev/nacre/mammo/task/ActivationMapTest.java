package dev.nacre.mammo.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.published.PictureClassifier;
import dev.nacre.mammo.task.finetune.FineTunedPredictor;
import dev.nacre.nn.model.EfficientNetConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActivationMapTest {
    /** Of a model's own linear layer, on pictures whose map has several places. */
    @Test
    void theMeanOfTheMapIsTheLogit() {
        PictureClassifier model = new PictureClassifier(EfficientNetConfig.TINY, 3).init(Key.of(5));
        FineTunedPredictor predictor = new FineTunedPredictor(model, LabelScheme.classes(List.of("A", "B", "C")),
                SpotPictures.recipe(), Optional.empty(), Optional.empty());
        float[] values = new float[2 * 96 * 64];
        for (int index = 0; index < values.length; index++) {
            values[index] = (float) Key.of(6).uniform(index) * (index % 64 < 32 ? 1 : 4);
        }
        PictureBatch pictures = new PictureBatch(2, 96, 64, values);
        List<double[]> logits = predictor.scores(pictures).stream().map(scores -> scores.logits()).toList();
        for (int output = 0; output < 3; output++) {
            List<PictureMap> maps = ActivationMap.of(model.encoder(), predictor.head(), pictures, output);
            assertThat(maps).hasSize(2);
            for (int picture = 0; picture < 2; picture++) {
                float[] map = maps.get(picture).values();
                assertThat(List.of(maps.get(picture).height(), maps.get(picture).width())).containsExactly(3, 2);
                double sum = 0;
                for (float value : map) {
                    sum += value;
                }
                assertThat(sum / map.length).isCloseTo(logits.get(picture)[output], within(1e-5));
                assertThat(map[0]).as("places differ").isNotEqualTo(map[1]);
            }
        }
        Scope.run("end", model::release);
    }
}
