package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Device;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.memory.NativePool;
import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures that a device changes have the bits of those that the processor changed, whoever does the operations. */
class DevicePicturesTest {
    private static final int HEIGHT = 23;
    private static final int WIDTH = 17;
    private static final int PICTURES = 5;

    private static PictureAugmentation warped(RandomAffine affine, RandomElastic elastic) {
        return PictureAugmentation.NONE.withFlips(0.5, 0.5)
                .withWarps(0.6, Optional.ofNullable(affine), Optional.ofNullable(elastic));
    }

    static List<PictureAugmentation> augmentations() {
        RandomAffine symmetric = new RandomAffine.Symmetric(20, 0.1, 0.2, 20);
        return List.of(PictureAugmentation.NONE, PictureAugmentation.NONE.withFlips(0.5, 0.5),
                PictureAugmentation.MAMMO_CLIP, warped(new RandomAffine.Paper(), null),
                warped(symmetric, null).with(Optional.of(new RandomCrop(0.5)), Optional.empty()),
                warped(null, new RandomElastic(40, 3, 4)), warped(new RandomAffine.Paper(), RandomElastic.PAPER),
                warped(symmetric, null).with(Optional.empty(), Optional.of(new RandomGamma(3))),
                warped(symmetric, new RandomElastic(20, 2, 0)).with(Optional.of(new RandomCrop(0.5)),
                        Optional.of(new RandomGamma(2))));
    }

    private static PixelRecipe recipe(Normalisation normalisation) {
        return PixelRecipe.plain(HEIGHT, WIDTH).withNormalisation(normalisation);
    }

    /** Levels of so many bits, whole or not. */
    private static PreparedPicture picture(int number, int bits, boolean whole) {
        float[] levels = new float[HEIGHT * WIDTH];
        for (int i = 0; i < levels.length; i++) {
            double level = ((1 << bits) - 1) * Key.of(number).uniform(i);
            levels[i] = (float) (whole ? Math.rint(level) : level);
        }
        return new PreparedPicture(HEIGHT, WIDTH, bits, levels, null);
    }

    private static PictureFeed.Item item(int number, int bits, boolean whole, PictureAugmentation augmentation) {
        Key key = Key.of(77).child(number);
        return new PictureFeed.Item("p" + number, picture(number, bits, whole), augmentation, key,
                augmentation.flipsHorizontally(key));
    }

    private static float[] onProcessor(PixelRecipe recipe, List<PictureFeed.Item> items) {
        return new PictureFeed(Device.CPU, recipe).of(items.size(), items::get).values();
    }

    private static DevicePictures sent(Device device, PixelRecipe recipe, List<PictureFeed.Item> items) {
        return DevicePictures.send(device, recipe,
                items.stream().map(item -> item.drawn(recipe.fit(), item.picture())).toList());
    }

    @ParameterizedTest
    @MethodSource("augmentations")
    void theBitsAreThoseOfTheProcessor(PictureAugmentation augmentation) {
        for (int bits : new int[] {8, 12}) {
            for (boolean whole : new boolean[] {true, false}) {
                for (Normalisation how : List.of(Normalisation.MAMMO_CLIP, Normalisation.UNIT)) {
                    List<PictureFeed.Item> items = new ArrayList<>();
                    for (int number = 0; number < PICTURES; number++) {
                        items.add(item(number, bits, whole, augmentation));
                    }
                    for (Device device : List.of(Device.REFERENCE, Device.CPU)) {
                        try (DevicePictures pictures = sent(device, recipe(how), items)) {
                            assertThat(pictures.values()).as("%s, %d bits, %s", augmentation, bits, how)
                                    .containsExactly(onProcessor(recipe(how), items));
                        }
                    }
                }
            }
        }
    }

    /** Larger, smaller, of equal size, of one pixel, prepared before: all in one batch. */
    @ParameterizedTest
    @EnumSource(Resize.Method.class)
    void theBitsAreThoseOfTheProcessorToo(Resize.Method method) {
        int[][] sizes = {{61, 90}, {HEIGHT, WIDTH}, {}, {}, {7, 40}, {1, 5}, {11, 1}};
        for (PictureAugmentation augmentation : List.of(PictureAugmentation.NONE,
                PictureAugmentation.NONE.withFlips(0.5, 0.5), augmentations().getLast())) {
            for (Normalisation how : List.of(Normalisation.MAMMO_CLIP, Normalisation.UNIT)) {
                for (boolean keepsAspect : new boolean[] {false, true}) {
                    PixelRecipe recipe = recipe(how).withFit(new Fit(HEIGHT, WIDTH, keepsAspect, method));
                    List<PictureFeed.Item> items = new ArrayList<>();
                    for (int number = 0; number < sizes.length; number++) {
                        PictureFeed.Item item = item(number, 8, true, augmentation);
                        items.add(sizes[number].length == 0 ? item : new PictureFeed.Item(item.name(),
                                cut(number, sizes[number], recipe.fit()), augmentation, item.key(),
                                item.flipHorizontally()));
                    }
                    float[] all = onProcessor(recipe, items);
                    try (DevicePictures pictures = sent(Device.CPU, recipe, items)) {
                        assertThat(pictures.values()).as("%s, %s, %s", augmentation, how, keepsAspect)
                                .containsExactly(all);
                        assertThat(pictures.part(1, 4).values())
                                .containsExactly(Arrays.copyOfRange(all, HEIGHT * WIDTH, 4 * HEIGHT * WIDTH));
                    }
                }
            }
        }
    }

    /** Of 8, 12 and 16 bits, rounded or not, flipped by its recipe or not. */
    private static CutPicture cut(int number, int[] size, Fit fit) {
        int bits = new int[] {8, 12, 16}[number % 3];
        short[] levels = new short[size[0] * size[1]];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (short) (Key.of(number).uniform(i) * (1 << bits));
        }
        return new CutPicture(new GreyPicture(size[0], size[1], bits, levels), fit, number % 4 < 2,
                new AppliedRecipe("r", "levels", false, new PixelBox(0, 0, size[1], size[0]), number % 2 == 0,
                        PlaneAffine.IDENTITY));
    }

    /** Some levels differ, but not in the model's size. */
    @Test
    void constantPicturesAreRefusedByNameOnceTheyAreResized() {
        short[] levels = new short[HEIGHT * WIDTH * 100];
        levels[5] = 1;
        PixelRecipe recipe = recipe(Normalisation.MAMMO_CLIP);
        CutPicture constant = new CutPicture(new GreyPicture(10 * HEIGHT, 10 * WIDTH, 8, levels), recipe.fit(), true,
                cut(1, new int[] {1, 1}, recipe.fit()).applied());
        List<PictureFeed.Item> items = List.of(item(1, 8, true, PictureAugmentation.NONE),
                PictureFeed.Item.unchanged("case-4.png", constant));
        assertThatThrownBy(() -> onProcessor(recipe, items)).hasMessageContaining("case-4.png");
        try (DevicePictures pictures = sent(Device.CPU, recipe, items)) {
            assertThatThrownBy(pictures::values).isInstanceOf(InputException.class)
                    .hasMessageContaining("case-4.png").hasMessageContaining("constant");
            assertThat(pictures.part(0, 1).values()).hasSize(HEIGHT * WIDTH);
        }
    }

    @Test
    void elasticDistortionsOfOneBatchHaveOneSize() {
        List<PictureFeed.Item> items = List.of(
                item(1, 8, true, PictureAugmentation.NONE.withWarps(1, Optional.empty(),
                        Optional.of(new RandomElastic(9, 1, 0)))),
                item(2, 8, true, PictureAugmentation.NONE.withWarps(1, Optional.empty(),
                        Optional.of(new RandomElastic(9, 2, 0)))));
        assertThatThrownBy(() -> sent(Device.CPU, recipe(Normalisation.UNIT), items))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("one sigma");
    }

    @Test
    void levelsGoInAsFewBytesAsHoldThem() {
        assertThat(SentLevels.of(List.of(new float[] {0, 255}, new float[] {7}))).isEqualTo(SentLevels.BYTE);
        assertThat(SentLevels.of(List.of(new float[] {0, 255}, new float[] {256}))).isEqualTo(SentLevels.PAIR);
        assertThat(SentLevels.of(List.of(new float[] {65535}))).isEqualTo(SentLevels.PAIR);
        for (float other : new float[] {0.5f, -1, 65536, Float.NaN}) {
            assertThat(SentLevels.of(List.of(new float[] {3, other}))).isEqualTo(SentLevels.FLOAT);
        }
    }

    @Test
    void partsAreThosePicturesAndNothingIsLeft() {
        long before = NativePool.shared().inUse();
        List<PictureFeed.Item> items = new ArrayList<>();
        for (int number = 0; number < PICTURES; number++) {
            items.add(item(number, 12, true, augmentations().getLast()));
        }
        float[] all = onProcessor(recipe(Normalisation.MAMMO_CLIP), items);
        Scope.run("parts", () -> {
            Tensor kept;
            try (DevicePictures pictures = sent(Device.CPU, recipe(Normalisation.MAMMO_CLIP), items)) {
                Pictures middle = pictures.part(1, 4).part(0, 2);
                assertThat(List.of(middle.pictures(), middle.height(), middle.width()))
                        .containsExactly(2, HEIGHT, WIDTH);
                assertThat(middle.values()).containsExactly(Arrays.copyOfRange(all, HEIGHT * WIDTH,
                        3 * HEIGHT * WIDTH));
                middle.close();
                kept = pictures.tensor(3);
            }
            assertThat(kept.shape()).isEqualTo(Shape.of(PICTURES, HEIGHT, WIDTH, 3));
            assertThat(kept.toFloats()).startsWith(all[0], all[0], all[0], all[1]);
        });
        assertThat(NativePool.shared().inUse()).isEqualTo(before);
    }

    @Test
    void constantPicturesAreRefusedByName() {
        PreparedPicture constant = new PreparedPicture(HEIGHT, WIDTH, 8, new float[HEIGHT * WIDTH], null);
        List<PictureFeed.Item> items = List.of(new PictureFeed.Item("case-3.png", constant, PictureAugmentation.NONE,
                Key.of(1), false));
        assertThatThrownBy(() -> sent(Device.CPU, recipe(Normalisation.MAMMO_CLIP), items))
                .isInstanceOf(InputException.class).hasMessageContaining("case-3.png").hasMessageContaining("constant");
    }
}
