package dev.nacre.mammo.image;

import dev.nacre.core.DType;
import dev.nacre.core.Scope;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.Upload;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.ResizeLevels;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the pictures of a batch lie in an upload, and how a device gets them to one size: prepared ones, flipped as they
 * are written, beside each other in as few bytes as hold them all; others in their own size, in one byte or two, to be
 * resized, placed and flipped at once by tables of weights. Holds no levels.
 */
final class SentPictures {
    private final int height;
    private final int width;
    private final SentLevels ready;
    private final List<Place> places;

    /**
     * Where a picture lies.
     *
     * @param offset of its first level in bytes
     * @param resize what is to be done with it, unless it has its size
     */
    private record Place(long offset, Optional<Resizing> resize) {
    }

    /** How one picture of a size of its own is resized. */
    private record Resizing(SentLevels stored, int height, int width, int highest, boolean whole, Side rows,
            Side columns) {
        Tensor of(Upload upload, long offset) {
            Tensor levels = upload.tensor(DType.UINT8, offset, Shape.of(height, width, stored.bytes()));
            return ResizeLevels.of(levels, rows.of(upload), columns.of(upload), highest, whole).unsqueeze(0);
        }
    }

    /** The tables of one side. */
    private record Side(UploadTables.Table starts, UploadTables.Table weights) {
        static Side of(ResizeTable table, UploadTables tables) {
            return new Side(tables.addRow(table.starts()), tables.addRow(table.weights()));
        }

        ResizeLevels.Side of(Upload upload) {
            Tensor all = starts.rows(upload, 0, 1).select(0, 0);
            return new ResizeLevels.Side(all, weights.rows(upload, 0, 1).reshape(all.size(0),
                    weights.columns() / all.size(0)));
        }
    }

    private SentPictures(Fit fit, SentLevels ready, List<Place> places) {
        this.height = fit.height();
        this.width = fit.width();
        this.ready = ready;
        this.places = places;
    }

    /** The places of these pictures, and behind them the tables, to which those of resizes are added. */
    static SentPictures of(Fit fit, List<DevicePictures.Item> items, UploadTables tables) {
        SentLevels ready = SentLevels.of(items.stream().map(DevicePictures.Item::picture)
                .filter(PreparedPicture.class::isInstance).map(picture -> picture.resized().levels()).toList());
        List<Place> places = new ArrayList<>();
        for (DevicePictures.Item item : items) {
            switch (item.picture()) {
                case PreparedPicture _ -> places.add(new Place(tables.take((long) fit.height() * fit.width()
                        * ready.bytes(), ready.bytes()), Optional.empty()));
                case CutPicture cut -> {
                    SentLevels stored = SentLevels.of(cut.levels());
                    long offset = tables.take((long) cut.levels().levels().length * stored.bytes(), 1);
                    SeparableResize passes = SeparableResize.of(cut.resize());
                    places.add(new Place(offset, Optional.of(new Resizing(stored, cut.levels().height(),
                            cut.levels().width(), cut.highest(), cut.whole(),
                            Side.of(cut.rows(passes.rows(), item.augmentation().vertically()), tables),
                            Side.of(cut.columns(passes.columns(), item.augmentation().horizontally()), tables)))));
                }
            }
        }
        return new SentPictures(fit, ready, places);
    }

    /** Writes their levels to their places. */
    void write(List<DevicePictures.Item> items, MemorySegment memory) {
        for (int i = 0; i < items.size(); i++) {
            MemorySegment own = memory.asSlice(places.get(i).offset());
            switch (items.get(i).picture()) {
                case PreparedPicture prepared ->
                        ready.write(prepared.levels(), height, width, items.get(i).augmentation(), own);
                case CutPicture cut -> SentLevels.of(cut.levels()).write(cut.levels(), own);
            }
        }
    }

    /** Some of them, float32 {@code [count, height, width]}. */
    Tensor read(Upload upload, int begin, int count) {
        try (Scope scope = Scope.open("levels of pictures")) {
            List<Tensor> parts = new ArrayList<>();
            int next = begin;
            while (next < begin + count) {
                Place first = places.get(next);
                int end = first.resize().isPresent() ? next + 1 : endBeside(next, begin + count);
                parts.add(first.resize().isPresent() ? first.resize().get().of(upload, first.offset())
                        : ready.read(upload, first.offset(), end - next, height, width));
                next = end;
            }
            return scope.keep(parts.size() == 1 ? parts.getFirst() : Concat.of(0, parts));
        }
    }

    /** Where the prepared pictures end that lie without a gap from {@code first} on. */
    private int endBeside(int first, int most) {
        long bytes = (long) height * width * ready.bytes();
        int end = first + 1;
        while (end < most && places.get(end).resize().isEmpty()
                && places.get(end).offset() == places.get(first).offset() + (end - first) * bytes) {
            end++;
        }
        return end;
    }
}
