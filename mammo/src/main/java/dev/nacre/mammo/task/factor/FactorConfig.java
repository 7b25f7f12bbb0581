package dev.nacre.mammo.task.factor;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import java.util.HashSet;
import java.util.List;

/**
 * What a Mammo-FActOR is. It is tied to the size of the maps, and so to that of the pictures.
 *
 * @param attributes that it looks for, of different names
 * @param level of the encoder's maps, 1 to 5: a map of level k has about 1/2^k of the picture's rows and columns
 * @param height rows of such a map
 * @param width columns of such a map
 * @param embedding length of the vectors of sentences
 */
public record FactorConfig(List<FactorAttribute> attributes, int level, int height, int width, int embedding) {
    /** The last map, as published. */
    public static final int LAST_LEVEL = 5;
    /** Weights of one attribute grow with the square of the places: at so many there are 67 million. */
    private static final int MOST_PLACES = 8192;

    /**
     * Copies the list.
     *
     * @throws InputException if there is no attribute, a name comes twice, there is no such level, or its maps are too
     *                        large
     */
    public FactorConfig {
        attributes = List.copyOf(attributes);
        if (attributes.isEmpty()) {
            throw new InputException("there is no attribute to look for: give one or more");
        }
        HashSet<String> names = new HashSet<>();
        for (FactorAttribute attribute : attributes) {
            if (!names.add(attribute.name())) {
                throw new InputException("the attribute '" + attribute.name() + "' is given twice: put its sentences"
                        + " together");
            }
        }
        checkLevel(level);
        if (Math.multiplyExact(height, width) > MOST_PLACES) {
            throw new InputException("a map of level " + level + " has " + height + " x " + width + " places, too many"
                    + " for a network that has the square of that as weights: choose a higher level");
        }
    }

    /** @throws InputException if there is no such level */
    static void checkLevel(int level) {
        if (level < 1 || level > LAST_LEVEL) {
            throw new InputException("there is no level " + level + " of maps: choose 1 for the finest to " + LAST_LEVEL
                    + " for the last");
        }
    }

    /** Places of a map. */
    public int places() {
        return height * width;
    }

    /**
     * The number of an attribute.
     *
     * @throws InputException if there is none of that name
     */
    public int number(String name) {
        for (int number = 0; number < attributes.size(); number++) {
            if (attributes.get(number).name().equals(name)) {
                return number;
            }
        }
        throw new InputException("there is no attribute '" + name + "': choose one of "
                + String.join(", ", attributes.stream().map(FactorAttribute::name).toList())
                + ", or ask by a sentence");
    }

    /** What {@link #fromJson} reads. */
    public Json.Fields toJson() {
        Json.Items described = new Json.Items(attributes.stream().<Json>map(FactorAttribute::toJson).toList());
        return Json.object().with("attributes", described).with("level", level).with("height", height)
                .with("width", width).with("embedding", embedding);
    }

    /**
     * From {@link #toJson}.
     *
     * @throws dev.nacre.core.io.JsonException if something is missing
     * @throws InputException if it describes nothing that can be
     */
    public static FactorConfig fromJson(Json json) {
        return new FactorConfig(json.get("attributes").items().stream().map(FactorAttribute::fromJson).toList(),
                Math.toIntExact(json.get("level").whole()), Math.toIntExact(json.get("height").whole()),
                Math.toIntExact(json.get("width").whole()), Math.toIntExact(json.get("embedding").whole()));
    }
}
