package dev.nacre.mammo.image;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.nn.InputException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Every step from the levels in a file to the numbers that a model takes, in this order: drop a border, map levels
 * (with the inversion), crop, turn, resize, normalise. A recipe is stored with the model that was trained on its
 * pictures, and what it did to a picture comes back with the picture, so that a box can be drawn on the original
 * pixels.
 *
 * @param name by which it is known
 * @param border pixels that are dropped on every side before anything else
 * @param invert whether pictures whose file says that high levels are dark are inverted
 * @param levels how levels are mapped
 * @param crop which part is kept
 * @param orientation how pictures are turned
 * @param fit the size they get
 * @param normalisation how levels become numbers
 */
public record PixelRecipe(String name, int border, boolean invert, LevelPolicy levels, BreastCrop crop,
        Orientation orientation, Fit fit, Normalisation normalisation) {
    /** The names that {@link #named} knows. */
    public static final List<String> NAMES = List.of("plain", "mammo-clip", "oriented");
    private static final int PUBLISHED_BORDER = 5;
    private static final int PUBLISHED_THRESHOLD = 40;
    private static final double PUBLISHED_CENTRE = 0.8;
    private static final double MARGIN = 0.02;

    public PixelRecipe {
        if (border < 0) {
            throw new IllegalArgumentException("a border of " + border + " pixels cannot be dropped");
        }
    }

    /** Pictures that are ready but for their size: resized, nothing cropped; normalised as Mammo-CLIP does. */
    public static PixelRecipe plain(int height, int width) {
        return new PixelRecipe("plain", 0, true, new LevelPolicy.Stored(), new BreastCrop.Whole(),
                Orientation.AS_STORED, new Fit(height, width, false, Resize.Method.AREA), Normalisation.MAMMO_CLIP);
    }

    /**
     * Mammo-CLIP's preprocessing: no window, a border of 5 pixels dropped, extremes to 8 bits, cropped to the breast,
     * aspect ratio not kept. The published size is 1520 × 912.
     */
    public static PixelRecipe mammoClip(int height, int width) {
        return new PixelRecipe("mammo-clip", PUBLISHED_BORDER, true, new LevelPolicy.MinimumMaximum(),
                new BreastCrop.LongestRun(PUBLISHED_THRESHOLD, PUBLISHED_CENTRE), Orientation.AS_STORED,
                new Fit(height, width, false, Resize.Method.AREA), Normalisation.MAMMO_CLIP);
    }

    /**
     * For models that look at four views: the file's first window or look-up table, else the 0.5 to 99.5 percentiles of
     * the breast; cropped to the breast with a margin of 2 %; the chest wall on the left; the aspect ratio kept.
     */
    public static PixelRecipe oriented(int height, int width) {
        return new PixelRecipe("oriented", 0, true, new LevelPolicy.Display(1, LevelPolicy.Percentiles.ROBUST),
                new BreastCrop.AroundBreast(MARGIN), Orientation.CHEST_WALL_LEFT,
                new Fit(height, width, true, Resize.Method.AREA), Normalisation.UNIT);
    }

    /**
     * A recipe by its name.
     *
     * @throws InputException if there is none
     */
    public static PixelRecipe named(String name, int height, int width) {
        return switch (name) {
            case "plain" -> plain(height, width);
            case "mammo-clip" -> mammoClip(height, width);
            case "oriented" -> oriented(height, width);
            default -> throw new InputException("there is no picture recipe '" + name + "': choose one of "
                    + String.join(", ", NAMES));
        };
    }

    /**
     * This recipe with another of the file's windows and look-up tables.
     *
     * @param choice counted from 1 in the file's order
     * @throws InputException if this recipe does not look at them
     */
    public PixelRecipe withDisplay(int choice) {
        if (!(levels instanceof LevelPolicy.Display display)) {
            throw new InputException("the recipe " + name + " does not look at windows: choose another recipe, such as"
                    + " oriented, or leave the window out");
        }
        return new PixelRecipe(name, border, invert, new LevelPolicy.Display(choice, display.otherwise()), crop,
                orientation, fit, normalisation);
    }

    /** This recipe with other numbers for the same levels. */
    public PixelRecipe withNormalisation(Normalisation other) {
        return new PixelRecipe(name, border, invert, levels, crop, orientation, fit, other);
    }

    /** This recipe for another size. */
    public PixelRecipe withFit(Fit other) {
        return new PixelRecipe(name, border, invert, levels, crop, orientation, other, normalisation);
    }

    /** Elements of a prepared picture. */
    public int elements() {
        return fit.height() * fit.width();
    }

    /**
     * The picture before the normalisation. Depends on the recipe and the picture alone.
     *
     * @throws InputException if the picture is too small for the border, or shows nothing
     */
    public PreparedPicture apply(Mammogram mammogram) {
        return cut(mammogram).resized();
    }

    /**
     * The same but for the resize, for whoever resizes elsewhere.
     *
     * @throws InputException as {@link #apply(Mammogram)}
     */
    public CutPicture cut(Mammogram mammogram) {
        return cut(mammogram, kept -> fit);
    }

    /**
     * The picture as {@link #apply(Mammogram)} makes it, but at the resolution of the file: as large as the part that
     * is kept. For models that look at it in tiles.
     *
     * @throws InputException as {@link #apply(Mammogram)}
     */
    public PreparedPicture applyUnresized(Mammogram mammogram) {
        return cut(mammogram, kept -> new Fit(kept.height(), kept.width(), false, fit.method())).resized();
    }

    private CutPicture cut(Mammogram mammogram, Function<PixelBox, Fit> size) {
        GreyPicture stored = mammogram.stored();
        PixelBox area = withoutBorder(mammogram);
        Supplier<BreastRegion> breast = BreastRegion.lazily(mammogram, area);
        LevelMapping mapping = levels.map(mammogram, area, invert, breast);
        PixelBox kept = crop.find(stored, area, mapping, breast);
        boolean flips = orientation == Orientation.CHEST_WALL_LEFT && breast.get().isChestWallRight();

        Fit target = size.apply(kept);
        PixelBox place = target.place(kept.height(), kept.width());
        PlaneAffine toPrepared = PlaneAffine.shift(-kept.x0(), -kept.y0())
                .then(PlaneAffine.scale((double) place.width() / kept.width(), (double) place.height() / kept.height()))
                .then(flips ? PlaneAffine.flipHorizontally(place.width()) : PlaneAffine.IDENTITY)
                .then(PlaneAffine.shift(place.x0(), place.y0()));
        return new CutPicture(mapping.apply(stored, kept), target, mapping.bits() != 0, new AppliedRecipe(name,
                mapping.description(), invert && mammogram.inverted(), kept, flips, toPrepared));
    }

    /**
     * The picture as a model takes it, {@code [height, width]}.
     *
     * @throws InputException as {@link #apply}
     */
    public float[] prepare(Mammogram mammogram) {
        PreparedPicture prepared = apply(mammogram);
        return normalisation.apply(prepared.levels(), prepared.bits(), mammogram.name());
    }

    private PixelBox withoutBorder(Mammogram mammogram) {
        int height = mammogram.stored().height();
        int width = mammogram.stored().width();
        if (Math.min(height, width) <= 2 * border) {
            throw new InputException("picture " + mammogram.name() + " has " + height + " rows and " + width
                    + " columns, too few for the border of " + border + " pixels that the recipe " + name
                    + " drops on every side; use another picture or recipe");
        }
        return new PixelBox(border, border, width - border, height - border);
    }

    /** What {@link #fromJson} reads. */
    public Json.Fields toJson() {
        return Json.object().with("name", name).with("border", border).with("invert", invert)
                .with("levels", levels.toJson()).with("crop", crop.toJson())
                .with("orientation", orientation.jsonName()).with("fit", fit.toJson())
                .with("normalisation", normalisation.toJson());
    }

    /**
     * The recipe that {@link #toJson} describes.
     *
     * @throws JsonException if a key is missing or holds something else
     */
    public static PixelRecipe fromJson(Json json) {
        try {
            return new PixelRecipe(json.get("name").text(), Math.toIntExact(json.get("border").whole()),
                    json.get("invert").truth(), LevelPolicy.fromJson(json.get("levels")),
                    BreastCrop.fromJson(json.get("crop")), Orientation.named(json.get("orientation").text()),
                    Fit.fromJson(json.get("fit")), Normalisation.fromJson(json.get("normalisation")));
        } catch (ArithmeticException | IllegalArgumentException impossible) {
            throw new JsonException("the picture recipe cannot be followed: " + impossible.getMessage());
        }
    }
}
