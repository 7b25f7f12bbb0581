package dev.nacre.mammo.task.factor;

import dev.nacre.mammo.image.BreastMask;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.OriginalPixels;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.prepare.MammogramReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * From a file to maps and boxes on its own pixels. Safe for many threads.
 *
 * @param model that looks
 * @param recipe of maps
 * @param channels that make up a map
 * @param regions of maps
 */
public record FactorReader(FactorPredictor model, MapRecipe recipe, int channels, HottestRegions regions) {
    /** The recipe that suits the level, three channels, regions above the 95 % quantile. */
    public static FactorReader usual(FactorPredictor model) {
        return new FactorReader(model, MapRecipe.usual(model.config().level()), FactorMap.CHANNELS,
                HottestRegions.PUBLISHED);
    }

    /**
     * A reading for each query.
     *
     * @param queries of the model's attributes, or any sentences: {@link FactorPredictor#sentence}
     * @throws dev.nacre.nn.InputException if the file is missing, unreadable or constant
     */
    public List<FactorReading> read(Path file, List<FactorQuery> queries) {
        return read(MammogramReader.read(file), queries);
    }

    /**
     * A reading for each query.
     *
     * @throws dev.nacre.nn.InputException if the picture is constant
     */
    public List<FactorReading> read(Mammogram mammogram, List<FactorQuery> queries) {
        PreparedPicture picture = model.clip().pictures().apply(mammogram);
        Mask breast = BreastMask.of(picture);
        double millimetres = OriginalPixels.millimetres(picture.applied(), OriginalPixels.millimetres(mammogram));
        List<FactorMap> maps = model.maps(picture, queries, recipe, channels);
        List<FactorReading> readings = new ArrayList<>();
        for (int number = 0; number < maps.size(); number++) {
            FactorMap map = maps.get(number);
            readings.add(new FactorReading(queries.get(number), map, picture, breast, regions.of(
                    map.prepared(picture.height(), picture.width()), breast, millimetres),
                    mammogram.stored().height(), mammogram.stored().width()));
        }
        return readings;
    }
}
