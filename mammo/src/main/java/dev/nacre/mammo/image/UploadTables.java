package dev.nacre.mammo.image;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.Upload;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Tables of numbers that are sent behind pictures, a row for each picture. */
final class UploadTables {
    /**
     * One table.
     *
     * @param type    of its numbers
     * @param columns numbers for each picture
     * @param offset  where it begins in the upload, in bytes
     * @param values  row-major
     */
    record Table(DType type, int columns, long offset, MemorySegment values) {
        /** Rows of some pictures, {@code [count, columns]}. */
        Tensor rows(Upload upload, int begin, int count) {
            return upload.tensor(type, offset + (long) begin * columns * type.bytes(), Shape.of(count, columns));
        }
    }

    private final int pictures;
    private final List<Table> tables = new ArrayList<>();
    private long bytes;

    /** Behind so many bytes that are taken. */
    UploadTables(int pictures, long taken) {
        this.pictures = pictures;
        this.bytes = aligned(taken);
    }

    private static long aligned(long bytes) {
        return (bytes + Double.BYTES - 1) / Double.BYTES * Double.BYTES;
    }

    Table add(double[] values) {
        return add(DType.FLOAT64, MemorySegment.ofArray(values));
    }

    Table add(float[] values) {
        return add(DType.FLOAT32, MemorySegment.ofArray(values));
    }

    Table add(long[] values) {
        return add(DType.INT64, MemorySegment.ofArray(values));
    }

    private Table add(DType type, MemorySegment values) {
        int columns = Math.toIntExact(values.byteSize() / type.bytes() / Math.max(1, pictures));
        Table table = new Table(type, columns, bytes, values);
        tables.add(table);
        bytes = aligned(bytes + values.byteSize());
        return table;
    }

    /** Bytes of all, with what was taken before them. */
    long bytes() {
        return bytes;
    }

    /** Writes all to their places. */
    void write(MemorySegment memory) {
        tables.forEach(table ->
                MemorySegment.copy(table.values, 0, memory, table.offset, table.values.byteSize()));
    }
}
