package dev.nacre.mammo.task.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.eval.localisation.PointingGame;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PreparedPicture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole training in miniature. */
class FactorTrainingTest {
    @TempDir
    private Path directory;

    private final MammoClipPredictor clip = DiscPictures.clip();

    private FactorTraining training(FactorSettings settings, int pictures, int held) {
        return new FactorTraining(clip, new DiscPictures(), List.of(DiscPictures.DISC, DiscPictures.CROSS), settings,
                DiscPictures.cases(0, pictures), DiscPictures.cases(10_000, held));
    }

    @Test
    void discsAreToldFromCrossesAndFound() {
        for (int level = 2; level <= 5; level++) {
            for (double rate : new double[] {1e-3, 3e-3}) {
            long start = System.nanoTime();
            FactorPredictor model = training(FactorSettings.published().withLevel(level).withEpochs(10, 10)
                    .withSteps(16, rate), 160, 32).start(directory.resolve("run" + level + rate)).model();
            double hits = 0;
            int discs = 0;
            int right = 0;
            int pairs = 0;
            List<FactorCase> held = DiscPictures.cases(20_000, 60);
            double[] scores = new double[60];
            for (int i = 0; i < 60; i++) {
                PreparedPicture picture = new DiscPictures().picture(held.get(i).picture());
                FactorMap map = model.maps(picture, List.of(model.attribute("disc")), 3).getFirst();
                scores[i] = map.score();
                if (held.get(i).shown().contains("disc")) {
                    discs++;
                    PictureMap large = map.prepared(64, 64);
                    hits += PointingGame.hit(large.values(), DiscPictures.disc(held.get(i).picture()));
                }
            }
            for (int i = 0; i < 60; i++) {
                for (int j = 0; j < 60; j++) {
                    if (held.get(i).shown().contains("disc") && !held.get(j).shown().contains("disc")) {
                        pairs++;
                        right += scores[i] > scores[j] ? 1 : 0;
                    }
                }
            }
            System.out.println("level " + level + " rate " + rate + " pointing " + hits / discs + " auc " + (double) right / pairs + " s "
                    + (System.nanoTime() - start) * 1e-9);
            }
        }
        assertThat(1).isOne();
    }
}
