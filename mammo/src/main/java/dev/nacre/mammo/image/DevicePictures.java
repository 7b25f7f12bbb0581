package dev.nacre.mammo.image;

import dev.nacre.core.Autograd;
import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Scope;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.Upload;
import dev.nacre.core.op.AffineSample;
import dev.nacre.core.op.RescaleLevels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Pictures that a device changes and scales itself. Their levels, as they were prepared, and what was drawn for each are
 * sent in one piece when a batch is made, ahead of its use; {@link #tensor} then does there what
 * {@link PictureAugmentation#apply(float[], int, int, dev.nacre.core.Key, boolean) the processor} would have done, in
 * the same order of operations and with the same bits. Flips are done while the levels are written.
 *
 * <p>A picture all of whose levels are equal is refused when it is sent; one that a random change leaves so, which the
 * processor refuses, becomes NaN, which ends a training at that step.
 */
public final class DevicePictures implements Pictures {
    private static final int NUMBERS = 6;
    private static final double[] STAY = {1, 0, 0, 0, 1, 0};

    /**
     * A picture to send.
     *
     * @param name         for errors
     * @param picture      as it was prepared
     * @param augmentation what happened to be drawn for it
     */
    public record Item(Object name, PreparedPicture picture, DrawnAugmentation augmentation) {
    }

    private final Upload upload;
    private final Parts parts;
    private final boolean owns;

    private DevicePictures(Upload upload, Parts parts, boolean owns) {
        this.upload = upload;
        this.parts = parts;
        this.owns = owns;
    }

    /**
     * What lies where in the upload, and what is to be done with it; offsets in bytes, −1 for what is not there.
     *
     * @param begin   the first picture of these
     * @param count   how many these are
     * @param levels  of all pictures
     * @param ranges  the levels that become 0 and 1 where no level changes, float32 {@code [pictures, 2]}
     * @param affine  maps back, float64 {@code [pictures, 6]}
     * @param beyond  levels beyond the border for these maps, float32 {@code [pictures]}
     * @param crop    maps back into a mirrored picture
     * @param changes whether ranges are those of the changed pictures
     */
    private record Parts(int begin, int count, int height, int width, Normalisation normalisation, SentLevels stored,
            long levels, long ranges, long affine, long beyond, long crop, boolean changes) {
        Parts between(int from, int to) {
            return new Parts(begin + from, to - from, height, width, normalisation, stored, levels, ranges, affine,
                    beyond, crop, changes);
        }

        long levelsAt(int picture) {
            return levels + (long) picture * height * width * stored.bytes();
        }
    }

    /** Where the next part of an upload begins. */
    private static final class Places {
        private long next;

        long take(boolean wanted, long bytes) {
            if (!wanted) {
                return -1;
            }
            long start = next;
            next += (bytes + Double.BYTES - 1) / Double.BYTES * Double.BYTES;
            return start;
        }
    }

    /**
     * Sends pictures to a device.
     *
     * @param recipe by which they were prepared
     * @throws dev.nacre.nn.InputException if all levels of a picture are equal, and its range is to be taken
     */
    public static DevicePictures send(Device device, PixelRecipe recipe, List<Item> items) {
        int count = items.size();
        Places places = new Places();
        SentLevels stored = SentLevels.of(items.stream().map(item -> item.picture().levels()).toList());
        boolean affine = items.stream().anyMatch(item -> item.augmentation().affine().isPresent());
        Parts parts = new Parts(0, count, recipe.fit().height(), recipe.fit().width(), recipe.normalisation(), stored,
                places.take(true, (long) count * recipe.elements() * stored.bytes()),
                places.take(true, 2L * count * Float.BYTES),
                places.take(affine, (long) count * NUMBERS * Double.BYTES),
                places.take(affine, (long) count * Float.BYTES),
                places.take(items.stream().anyMatch(item -> item.augmentation().crop().isPresent()),
                        (long) count * NUMBERS * Double.BYTES),
                recipe.normalisation().range() == Normalisation.Range.PICTURE
                        && items.stream().anyMatch(item -> item.augmentation().changesLevels()));
        List<float[]> bounds = items.stream().map(item -> recipe.normalisation().bounds(item.picture().levels(),
                item.picture().bits(), item.name())).toList();
        Upload upload = Upload.to(device, places.next);
        try {
            write(parts, items, bounds, upload.memory());
            upload.send();
            return new DevicePictures(upload, parts, true);
        } catch (RuntimeException | Error failed) {
            upload.close();
            throw failed;
        }
    }

    private static void write(Parts parts, List<Item> items, List<float[]> bounds, MemorySegment memory) {
        for (int i = 0; i < items.size(); i++) {
            PreparedPicture picture = items.get(i).picture();
            parts.stored.write(picture.levels(), parts.height, parts.width, items.get(i).augmentation(),
                    memory.asSlice(parts.levelsAt(i)));
            MemorySegment.copy(bounds.get(i), 0, memory, ValueLayout.JAVA_FLOAT,
                    parts.ranges + 2L * i * Float.BYTES, 2);
        }
        maps(parts.affine, items, one -> one.affine().map(AffineWarp::forward), memory);
        maps(parts.crop, items, DrawnAugmentation::crop, memory);
        for (int i = 0; i < items.size() && parts.beyond >= 0; i++) {
            float level = items.get(i).augmentation().affine().map(warp -> beyond(warp.border())).orElse(0f);
            memory.set(ValueLayout.JAVA_FLOAT, parts.beyond + (long) i * Float.BYTES, level);
        }
    }

    private static float beyond(Border border) {
        return switch (border) {
            case Border.Constant(float level) -> level;
            case Border.Reflect101() -> throw new IllegalArgumentException("an affine map of a whole picture has a"
                    + " level beyond its border");
        };
    }

    /** From the result to the source; pictures without a map stay as they are. */
    private static void maps(long offset, List<Item> items, Function<DrawnAugmentation, Optional<PlaneAffine>> forward,
            MemorySegment memory) {
        for (int i = 0; i < items.size() && offset >= 0; i++) {
            double[] numbers = forward.apply(items.get(i).augmentation()).map(PlaneAffine::inverse)
                    .map(back -> new double[] {back.xx(), back.xy(), back.x0(), back.yx(), back.yy(), back.y0()})
                    .orElse(STAY);
            MemorySegment.copy(numbers, 0, memory, ValueLayout.JAVA_DOUBLE,
                    offset + (long) i * NUMBERS * Double.BYTES, NUMBERS);
        }
    }

    @Override
    public int pictures() {
        return parts.count;
    }

    @Override
    public int height() {
        return parts.height;
    }

    @Override
    public int width() {
        return parts.width;
    }

    @Override
    public float[] values() {
        float[][] values = new float[1][];
        Scope.run("values of pictures", () -> values[0] = tensor(1).toFloats());
        return values[0];
    }

    @Override
    public DevicePictures part(int begin, int end) {
        return new DevicePictures(upload, parts.between(begin, end), false);
    }

    @Override
    public Tensor tensor(int channels) {
        try (Scope scope = Scope.open("pictures")) {
            Tensor seen = Autograd.withoutGradients(() -> upload.device().run(this::seen))
                    .reshape(parts.count, parts.height, parts.width, 1);
            return scope.keep(channels == 1 ? seen
                    : seen.expand(parts.count, parts.height, parts.width, channels).contiguous());
        }
    }

    private Tensor seen() {
        Tensor x = parts.stored.read(upload, parts.levelsAt(parts.begin), parts.count, parts.height, parts.width);
        if (parts.affine >= 0) {
            x = AffineSample.of(x, table(DType.FLOAT64, parts.affine, NUMBERS),
                    table(DType.FLOAT32, parts.beyond, 1).reshape(parts.count), parts.height, parts.width);
        }
        if (parts.crop >= 0) {
            x = AffineSample.mirrored(x, table(DType.FLOAT64, parts.crop, NUMBERS), parts.height, parts.width);
        }
        Tensor ranges = parts.changes ? RescaleLevels.ranges(x) : table(DType.FLOAT32, parts.ranges, 2);
        return RescaleLevels.of(x, ranges, parts.normalisation.mean(), parts.normalisation.standardDeviation());
    }

    /** The rows of these pictures. */
    private Tensor table(DType type, long offset, int columns) {
        return upload.tensor(type, offset + (long) parts.begin * columns * type.bytes(),
                Shape.of(parts.count, columns));
    }

    /** Gives the memory back; parts of these pictures have none of their own. */
    @Override
    public void close() {
        if (owns) {
            upload.close();
        }
    }
}
