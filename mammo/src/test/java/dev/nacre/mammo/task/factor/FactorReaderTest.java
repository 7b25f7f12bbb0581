package dev.nacre.mammo.task.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PlaneBox;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactorReaderTest {
    /** Twice as high and four times as wide as what the network sees. */
    private static final int HEIGHT = 128;
    private static final int WIDTH = 256;

    @Test
    void mapsAndBoxesLieOnThePixelsOfTheFile() {
        FactorConfig config = new FactorConfig(List.of(DiscPictures.DISC, DiscPictures.CROSS), 3, 8, 8, 24);
        FactorPredictor model = new FactorPredictor(DiscPictures.untaught(), config,
                ChannelMapper.of(config).init(Key.of(6)), new float[][] {unit(0), unit(1)});
        short[] levels = new short[HEIGHT * WIDTH];
        for (int index = 0; index < levels.length; index++) {
            boolean breast = index % WIDTH < 200;
            boolean bright = Math.abs(index / WIDTH - 60) < 12 && Math.abs(index % WIDTH - 100) < 24;
            levels[index] = (short) (breast ? 80 + (bright ? 120 : 0) + Key.of(4).below(20, index) : 0);
        }
        FactorReader reader = FactorReader.usual(model);
        assertThat(reader.recipe()).isEqualTo(MapRecipe.SLOPES);
        List<FactorReading> readings = reader.read(Mammogram.of("test", new GreyPicture(HEIGHT, WIDTH, 8, levels)),
                List.of(model.attribute("cross"), model.sentence("a round disc")));
        assertThat(readings).hasSize(2);
        assertThat(readings.get(1).query().text()).isEqualTo("a round disc");
        for (FactorReading reading : readings) {
            PictureMap map = reading.original();
            assertThat(map.height()).isEqualTo(HEIGHT);
            assertThat(map.width()).isEqualTo(WIDTH);
            assertThat(map.values()[60 * WIDTH + 240]).as("beside the breast").isZero();
            // The middle of a prepared pixel is that of two rows and four columns of the file.
            assertThat((double) (map.values()[60 * WIDTH + 101] + map.values()[60 * WIDTH + 102]
                    + map.values()[61 * WIDTH + 101] + map.values()[61 * WIDTH + 102]) / 4)
                    .isCloseTo(reading.prepared().values()[30 * 64 + 25], within(0.02));
            assertThat(reading.boxes()).isNotEmpty().hasSameSizeAs(reading.regions());
            PlaneBox box = reading.boxes().getFirst();
            PlaneBox small = reading.regions().getFirst().region().bounds();
            assertThat(box.x0()).isCloseTo(4 * small.x0(), within(1e-9));
            assertThat(box.y1()).isCloseTo(2 * small.y1(), within(1e-9));
            assertThat(box.x1()).isLessThanOrEqualTo(WIDTH);
        }
    }

    private static float[] unit(int index) {
        float[] unit = new float[24];
        unit[index] = 1;
        return unit;
    }
}
