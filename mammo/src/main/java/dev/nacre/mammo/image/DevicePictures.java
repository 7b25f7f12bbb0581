package dev.nacre.mammo.image;

import dev.nacre.core.Autograd;
import dev.nacre.core.Device;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.Upload;
import dev.nacre.core.op.RescaleLevels;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Pictures that a device changes and scales itself. Their levels, as they were prepared, and what was drawn for each
 * are sent in one piece when a batch is made, ahead of its use; {@link #tensor} then does there what
 * {@link PictureAugmentation#apply(float[], int, int, dev.nacre.core.Key, boolean) the processor} would have done, in
 * the same order of operations and with the same bits. Flips are done while the levels are written.
 *
 * <p>A picture all of whose levels are equal is refused when it is sent; one that a random change leaves so, which the
 * processor refuses, becomes NaN, which ends a training at that step.
 */
public final class DevicePictures implements Pictures {
    /**
     * A picture to send.
     *
     * @param name         for errors
     * @param picture      as it was prepared
     * @param augmentation what happened to be drawn for it
     */
    public record Item(Object name, PreparedPicture picture, DrawnAugmentation augmentation) {
    }

    /**
     * What was sent.
     *
     * @param stored        how levels are written
     * @param ranges        the levels that become 0 and 1, where they are known before anything is changed
     * @param steps         what happens to the levels
     * @param normalisation what happens to the changed ones
     */
    private record Sent(Upload upload, int height, int width, SentLevels stored, UploadTables.Table ranges,
            List<DrawnSteps.Step> steps, Normalisation normalisation) {
        long levelsAt(int picture) {
            return (long) picture * height * width * stored.bytes();
        }
    }

    private final Sent sent;
    private final int begin;
    private final int count;
    private final boolean owns;

    private DevicePictures(Sent sent, int begin, int count, boolean owns) {
        this.sent = sent;
        this.begin = begin;
        this.count = count;
        this.owns = owns;
    }

    /**
     * Sends pictures to a device.
     *
     * @param recipe by which they were prepared
     * @throws dev.nacre.nn.InputException if all levels of a picture are equal, and its range is to be taken
     */
    public static DevicePictures send(Device device, PixelRecipe recipe, List<Item> items) {
        Normalisation normalisation = recipe.normalisation();
        SentLevels stored = SentLevels.of(items.stream().map(item -> item.picture().levels()).toList());
        UploadTables tables = new UploadTables(items.size(), (long) items.size() * recipe.elements() * stored.bytes());
        float[] bounds = new float[2 * items.size()];
        for (int i = 0; i < items.size(); i++) {
            PreparedPicture picture = items.get(i).picture();
            System.arraycopy(normalisation.bounds(picture.levels(), picture.bits(), items.get(i).name()), 0, bounds,
                    2 * i, 2);
        }
        UploadTables.Table ranges = tables.add(bounds);
        List<DrawnSteps.Step> steps = DrawnSteps.of(items.stream().map(Item::augmentation).toList(), tables);
        Upload upload = Upload.to(device, tables.bytes());
        try {
            Sent sent = new Sent(upload, recipe.fit().height(), recipe.fit().width(), stored, ranges, steps,
                    normalisation);
            MemorySegment memory = upload.memory();
            for (int i = 0; i < items.size(); i++) {
                stored.write(items.get(i).picture().levels(), sent.height, sent.width, items.get(i).augmentation(),
                        memory.asSlice(sent.levelsAt(i)));
            }
            tables.write(memory);
            upload.send();
            return new DevicePictures(sent, 0, items.size(), true);
        } catch (RuntimeException | Error failed) {
            upload.close();
            throw failed;
        }
    }

    @Override
    public int pictures() {
        return count;
    }

    @Override
    public int height() {
        return sent.height;
    }

    @Override
    public int width() {
        return sent.width;
    }

    @Override
    public float[] values() {
        float[][] values = new float[1][];
        Scope.run("values of pictures", () -> values[0] = tensor(1).toFloats());
        return values[0];
    }

    @Override
    public DevicePictures part(int from, int to) {
        return new DevicePictures(sent, begin + from, to - from, false);
    }

    @Override
    public Tensor tensor(int channels) {
        try (Scope scope = Scope.open("pictures")) {
            Tensor seen = Autograd.withoutGradients(() -> sent.upload.device().run(this::seen))
                    .reshape(count, sent.height, sent.width, 1);
            return scope.keep(channels == 1 ? seen
                    : seen.expand(count, sent.height, sent.width, channels).contiguous());
        }
    }

    private Tensor seen() {
        Tensor x = sent.stored.read(sent.upload, sent.levelsAt(begin), count, sent.height, sent.width);
        for (DrawnSteps.Step step : sent.steps) {
            // What a step leaves beside its result goes back before the next one.
            try (Tensor before = x; Scope scope = Scope.open("change of pictures")) {
                x = scope.keep(step.of(before, this::rows));
            }
        }
        boolean measured = !sent.steps.isEmpty() && sent.normalisation.range() == Normalisation.Range.PICTURE;
        return RescaleLevels.of(x, measured ? RescaleLevels.ranges(x) : rows(sent.ranges), sent.normalisation.mean(),
                sent.normalisation.standardDeviation());
    }

    private Tensor rows(UploadTables.Table table) {
        return table.rows(sent.upload, begin, count);
    }

    /** Gives the memory back; parts of these pictures have none of their own. */
    @Override
    public void close() {
        if (owns) {
            sent.upload.close();
        }
    }
}
