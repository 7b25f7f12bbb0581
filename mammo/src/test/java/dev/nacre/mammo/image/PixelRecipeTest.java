package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PixelRecipeTest {
    private static final int HEIGHT = 613;
    private static final int WIDTH = 487;
    private static final int TISSUE = 1000;
    private static final int BRIGHT = 4000;

    /** Each recipe, with the chest wall on the left and on the right, declared bright or dark. */
    static Stream<Object[]> recipesAndSides() {
        List<Object[]> all = new ArrayList<>();
        for (PixelRecipe recipe : List.of(PixelRecipe.plain(300, 210), PixelRecipe.mammoClip(240, 160),
                PixelRecipe.oriented(256, 128), PixelRecipe.oriented(256, 384), PixelRecipe.oriented(700, 300))) {
            for (boolean right : new boolean[] {false, true}) {
                for (boolean inverted : new boolean[] {false, true}) {
                    all.add(new Object[] {recipe, right, inverted});
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("recipesAndSides")
    void aBoxOnThePreparedPictureLiesOnTheSamePixelsOfTheOriginal(PixelRecipe recipe, boolean right,
            boolean inverted) {
        PixelBox box = right ? new PixelBox(WIDTH - 161, 250, WIDTH - 90, 291) : new PixelBox(90, 250, 161, 291);
        Mammogram mammogram = mammogram(right, inverted, box);
        PreparedPicture prepared = recipe.apply(mammogram);
        for (boolean sideways : new boolean[] {false, true}) {
            for (boolean upright : new boolean[] {false, true}) {
                PreparedPicture flipped = flipped(prepared, sideways, upright);
                PlaneBox back = edges(flipped).mapped(flipped.applied().toOriginal());
                assertThat(back.x0()).isCloseTo(box.x0(), within(1.0));
                assertThat(back.y0()).isCloseTo(box.y0(), within(1.0));
                assertThat(back.x1()).isCloseTo(box.x1(), within(1.0));
                assertThat(back.y1()).isCloseTo(box.y1(), within(1.0));
            }
        }
        assertThat(prepared.applied().flipped()).isEqualTo(right && recipe.orientation() != Orientation.AS_STORED);
        assertThat(prepared.applied().inverted()).isEqualTo(inverted);
    }

    @Test
    void unresizedPicturesShowTheLevelsThatWereKeptOnePixelForOne() {
        PixelBox box = new PixelBox(WIDTH - 161, 250, WIDTH - 90, 291);
        Mammogram mammogram = mammogram(true, false, box);
        PixelRecipe recipe = PixelRecipe.oriented(64, 32);
        PreparedPicture small = recipe.apply(mammogram);
        PreparedPicture whole = recipe.applyUnresized(mammogram);
        assertThat(whole.applied().crop()).isEqualTo(small.applied().crop());
        assertThat(whole.height()).isEqualTo(whole.applied().crop().height());
        assertThat(whole.width()).isEqualTo(whole.applied().crop().width());
        assertThat(whole.applied().flipped()).isTrue();
        PlaneBox back = edges(whole).mapped(whole.applied().toOriginal());
        assertThat(new double[] {back.x0(), back.y0(), back.x1(), back.y1()})
                .containsExactly(new double[] {box.x0(), box.y0(), box.x1(), box.y1()}, within(0.01));
    }

    @Test
    void invertedFilesGiveTheSamePicture() {
        for (PixelRecipe recipe : List.of(PixelRecipe.mammoClip(80, 50), PixelRecipe.oriented(90, 60))) {
            PixelBox box = new PixelBox(60, 250, 100, 300);
            float[] dark = recipe.apply(mammogram(false, true, box)).levels();
            assertThat(dark).containsExactly(recipe.apply(mammogram(false, false, box)).levels(), within(1f));
        }
    }

    @Test
    void orientedPicturesHaveTheChestWallOnTheLeftAndTheAspectOfTheOriginal() {
        PreparedPicture prepared = PixelRecipe.oriented(200, 300).apply(
                mammogram(true, false, new PixelBox(300, 250, 340, 300)));
        PlaneAffine map = prepared.applied().toPrepared();
        assertThat(map.xx()).isNegative();
        assertThat(-map.xx() / map.yy()).isCloseTo(1, within(0.01));
        assertThat(prepared.bits()).isEqualTo(16);
        int left = 0;
        int right = 0;
        for (int row = 0; row < 200; row++) {
            left += prepared.levels()[row * 300] > 0 ? 1 : 0;
            right += prepared.levels()[row * 300 + 299] > 0 ? 1 : 0;
        }
        assertThat(left).isGreaterThan(150);
        assertThat(right).isZero();
    }

    @Test
    void theFilesOwnWindowComesFirstAndPaddingIsBlack() {
        short[] shown = new short[1 << 12];
        for (int level = 0; level < shown.length; level++) {
            shown[level] = (short) (level < TISSUE ? 0 : 40_000);
        }
        Mammogram plain = mammogram(false, false, new PixelBox(60, 250, 100, 300));
        Mammogram windowed = new Mammogram("x", plain.stored(), false, List.of(new DisplayTable("window 1", shown)),
                new PictureFacts(true, Optional.empty(), Optional.empty(), Optional.empty(), false, false,
                        Optional.of(new PictureFacts.LevelRange(BRIGHT, BRIGHT)), Optional.empty(), Optional.empty()));
        PreparedPicture prepared = PixelRecipe.oriented(HEIGHT, WIDTH).apply(windowed);
        assertThat(prepared.applied().levels()).isEqualTo("window 1");
        assertThat(prepared.levels()).contains(40_000f);
        PlanePoint inBox = prepared.applied().toPrepared().apply(80, 275);
        assertThat(prepared.levels()[(int) inBox.y() * WIDTH + (int) inBox.x()]).isZero();
        PixelRecipe second = PixelRecipe.oriented(9, 9).withDisplay(2);
        assertThatThrownBy(() -> PixelRecipe.mammoClip(9, 9).withDisplay(2)).isInstanceOf(InputException.class)
                .hasMessageContainingAll("mammo-clip", "does not look at windows");
        assertThatThrownBy(() -> second.apply(windowed)).isInstanceOf(InputException.class)
                .hasMessageContainingAll("1 windows", "number 2");
    }

    @Test
    void everyRecipeIsReadBackFromJson() {
        for (String name : PixelRecipe.NAMES) {
            PixelRecipe recipe = PixelRecipe.named(name, 33, 22);
            assertThat(recipe.name()).isEqualTo(name);
            assertThat(PixelRecipe.fromJson(Json.parse(recipe.toJson().toString()))).isEqualTo(recipe);
        }
        assertThatThrownBy(() -> PixelRecipe.named("sharpened", 3, 3)).isInstanceOf(InputException.class)
                .hasMessageContainingAll("sharpened", "mammo-clip");
        Json.Fields broken = PixelRecipe.plain(3, 3).toJson().with("border", -1);
        assertThatThrownBy(() -> PixelRecipe.fromJson(broken)).isInstanceOf(JsonException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void picturesWithoutABreastAreRefusedInASentence() {
        for (String name : PixelRecipe.NAMES) {
            Mammogram blank = Mammogram.of("blank.png", new GreyPicture(40, 30, 8, new short[1200]));
            assertThatThrownBy(() -> PixelRecipe.named(name, 20, 10).prepare(blank)).as(name)
                    .isInstanceOf(InputException.class).hasMessageContainingAll("blank.png", "constant");
        }
        Mammogram small = Mammogram.of("small.png", new GreyPicture(9, 11, 8, new short[99]));
        assertThatThrownBy(() -> PixelRecipe.mammoClip(4, 4).apply(small)).isInstanceOf(InputException.class)
                .hasMessageContainingAll("small.png", "9 rows", "border of 5");
    }

    /** Half an ellipse of tissue at one side, a bright box in it, and a marker in a corner. */
    private static Mammogram mammogram(boolean right, boolean inverted, PixelBox box) {
        short[] levels = new short[HEIGHT * WIDTH];
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                double x = (right ? WIDTH - 1 - column : column) / 260.0;
                double y = (row - 306) / 250.0;
                boolean marker = row > 20 && row < 40 && (right ? column < 30 : column > WIDTH - 30) && column % 7 > 2;
                int level = x * x + y * y < 1 ? TISSUE + (row * 7 + column * 13) % 50 : marker ? 2000 : column % 2;
                boolean inside = column >= box.x0() && column < box.x1() && row >= box.y0() && row < box.y1();
                level = inside ? BRIGHT : level;
                levels[row * WIDTH + column] = (short) (inverted ? 4095 - level : level);
            }
        }
        return new Mammogram("drawn", new GreyPicture(HEIGHT, WIDTH, 12, levels), inverted, List.of(),
                PictureFacts.NONE);
    }

    /** As a training flips pictures: the levels, and the map with them. */
    private static PreparedPicture flipped(PreparedPicture picture, boolean sideways, boolean upright) {
        float[] levels = new float[picture.levels().length];
        for (int index = 0; index < levels.length; index++) {
            int row = index / picture.width();
            int column = index % picture.width();
            levels[(upright ? picture.height() - 1 - row : row) * picture.width()
                    + (sideways ? picture.width() - 1 - column : column)] = picture.levels()[index];
        }
        AppliedRecipe applied = picture.applied();
        PlaneAffine map = applied.toPrepared()
                .then(sideways ? PlaneAffine.flipHorizontally(picture.width()) : PlaneAffine.IDENTITY)
                .then(upright ? PlaneAffine.flipVertically(picture.height()) : PlaneAffine.IDENTITY);
        return new PreparedPicture(picture.height(), picture.width(), picture.bits(), levels, new AppliedRecipe(
                applied.recipe(), applied.levels(), applied.inverted(), applied.crop(), applied.flipped(), map));
    }

    /** The box's edges with fractions of pixels: resizing turns covered parts into grey levels. */
    private static PlaneBox edges(PreparedPicture picture) {
        float white = 0;
        for (float level : picture.levels()) {
            white = Math.max(white, level);
        }
        // Between tissue and box, whichever way the recipe scales.
        double half = 0.62 * white;
        int firstRow = Integer.MAX_VALUE;
        int lastRow = -1;
        int firstColumn = Integer.MAX_VALUE;
        int lastColumn = -1;
        for (int index = 0; index < picture.levels().length; index++) {
            if (picture.levels()[index] > half) {
                firstRow = Math.min(firstRow, index / picture.width());
                lastRow = Math.max(lastRow, index / picture.width());
                firstColumn = Math.min(firstColumn, index % picture.width());
                lastColumn = Math.max(lastColumn, index % picture.width());
            }
        }
        double[] x = span(picture, (firstRow + lastRow) / 2, firstColumn, lastColumn, true);
        double[] y = span(picture, (firstColumn + lastColumn) / 2, firstRow, lastRow, false);
        return new PlaneBox(x[0], y[0], x[1], y[1]);
    }

    /** Begin and end along one line through the box, from how far its pixels are covered. */
    private static double[] span(PreparedPicture picture, int line, int first, int last, boolean alongRow) {
        double tissue = at(picture, line, first - 2, alongRow);
        double white = at(picture, line, (first + last) / 2, alongRow);
        double covered = 0;
        double moment = 0;
        for (int position = first - 1; position <= last + 1; position++) {
            double part = Math.clamp((at(picture, line, position, alongRow) - tissue) / (white - tissue), 0, 1);
            covered += part;
            moment += part * (position + 0.5);
        }
        return new double[] {moment / covered - covered / 2, moment / covered + covered / 2};
    }

    private static double at(PreparedPicture picture, int line, int position, boolean alongRow) {
        return picture.levels()[alongRow ? line * picture.width() + position : position * picture.width() + line];
    }
}
