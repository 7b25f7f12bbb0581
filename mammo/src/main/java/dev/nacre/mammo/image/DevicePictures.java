package dev.nacre.mammo.image;

import dev.nacre.core.Autograd;
import dev.nacre.core.Device;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.Upload;
import dev.nacre.core.op.RescaleLevels;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Pictures that a device resizes, changes and scales itself. Their levels and what was drawn for each are sent in one
 * piece when a batch is made, ahead of its use; {@link #tensor} then does there what {@linkplain
 * PictureAugmentation#apply(float[], int, int, dev.nacre.core.Key, boolean) the processor} would have done, in the same
 * order of operations and with the same bits. Flips are done while the levels are written, or while a device resizes
 * them.
 *
 * <p>A picture all of whose levels are equal is refused when it is sent, or, where the device resizes it, when it is
 * first looked at; one that a random change leaves so, which the processor refuses, becomes NaN, which ends a training
 * at that step.
 */
public final class DevicePictures implements Pictures {
    /**
     * A picture to send.
     *
     * @param name         for errors
     * @param picture      resized or not
     * @param augmentation what happened to be drawn for it
     */
    public record Item(Object name, RecipePicture picture, DrawnAugmentation augmentation) {
    }

    /**
     * What was sent.
     *
     * @param fit           the size of all
     * @param pictures      how they lie in it
     * @param ranges        the levels that become 0 and 1, where they are known before anything is changed
     * @param unmeasured    names of pictures whose range the device finds once it has resized them, null for others
     * @param steps         what happens to the levels
     * @param normalisation what happens to the changed ones
     */
    private record Sent(Upload upload, Fit fit, SentPictures pictures, UploadTables.Table ranges,
            List<Object> unmeasured, List<DrawnSteps.Step> steps, Normalisation normalisation) {
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
        UploadTables tables = new UploadTables(items.size());
        SentPictures pictures = SentPictures.of(recipe.fit(), items, tables);
        float[] bounds = new float[2 * items.size()];
        List<Object> unmeasured = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            boolean later = items.get(i).picture() instanceof CutPicture
                    && normalisation.range() == Normalisation.Range.PICTURE;
            unmeasured.add(later ? items.get(i).name() : null);
            if (!later) {
                System.arraycopy(bounds(normalisation, items.get(i)), 0, bounds, 2 * i, 2);
            }
        }
        UploadTables.Table ranges = tables.add(bounds);
        List<DrawnSteps.Step> steps = DrawnSteps.of(items.stream().map(Item::augmentation).toList(), tables);
        Upload upload = Upload.to(device, tables.bytes());
        try {
            MemorySegment memory = upload.memory();
            pictures.write(items, memory);
            tables.write(memory);
            upload.send();
            return new DevicePictures(new Sent(upload, recipe.fit(), pictures, ranges, unmeasured, steps,
                    normalisation), 0, items.size(), true);
        } catch (RuntimeException | Error failed) {
            upload.close();
            throw failed;
        }
    }

    private static float[] bounds(Normalisation normalisation, Item item) {
        return switch (item.picture()) {
            case PreparedPicture prepared -> normalisation.bounds(prepared.levels(), prepared.bits(), item.name());
            case CutPicture cut -> new float[] {0, cut.highest()};
        };
    }

    @Override
    public int pictures() {
        return count;
    }

    @Override
    public int height() {
        return sent.fit.height();
    }

    @Override
    public int width() {
        return sent.fit.width();
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
                    .reshape(count, sent.fit.height(), sent.fit.width(), 1);
            return scope.keep(channels == 1 ? seen
                    : seen.expand(count, sent.fit.height(), sent.fit.width(), channels).contiguous());
        }
    }

    private Tensor seen() {
        Tensor x = sent.pictures.read(sent.upload, begin, count);
        Tensor ranges = isMeasured() ? measured(x) : rows(sent.ranges);
        for (DrawnSteps.Step step : sent.steps) {
            // What a step leaves beside its result goes back before the next one.
            try (Tensor before = x; Scope scope = Scope.open("change of pictures")) {
                x = scope.keep(step.of(before, this::rows));
            }
        }
        boolean changed = !sent.steps.isEmpty() && sent.normalisation.range() == Normalisation.Range.PICTURE;
        return RescaleLevels.of(x, changed ? RescaleLevels.ranges(x) : ranges, sent.normalisation.mean(),
                sent.normalisation.standardDeviation());
    }

    private boolean isMeasured() {
        return sent.unmeasured.subList(begin, begin + count).stream().anyMatch(Objects::nonNull);
    }

    /** The lowest and the highest level of each; waits for the device, as a picture may have to be refused. */
    private Tensor measured(Tensor x) {
        Tensor ranges = RescaleLevels.ranges(x);
        float[] bounds = ranges.toFloats();
        for (int i = 0; i < count; i++) {
            Object name = sent.unmeasured.get(begin + i);
            if (name != null) {
                Normalisation.requireRange(bounds[2 * i], bounds[2 * i + 1], name);
            }
        }
        return ranges;
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
