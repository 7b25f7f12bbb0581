package dev.nacre.mammo.image;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.Upload;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Places in an upload, and tables of numbers that are sent beside pictures. */
final class UploadTables {
    /**
     * One table.
     *
     * @param type    of its numbers
     * @param columns numbers in a row
     * @param offset  where it begins in the upload, in bytes
     * @param values  row-major
     */
    record Table(DType type, int columns, long offset, MemorySegment values) {
        /** Some rows, {@code [count, columns]}. */
        Tensor rows(Upload upload, int begin, int count) {
            return upload.tensor(type, offset + (long) begin * columns * type.bytes(), Shape.of(count, columns));
        }
    }

    private final int pictures;
    private final List<Table> tables = new ArrayList<>();
    private long bytes;

    /** For so many pictures. */
    UploadTables(int pictures) {
        this.pictures = pictures;
    }

    /** A place for so many bytes that somebody else writes, at a multiple of {@code alignment}. */
    long take(long wanted, int alignment) {
        long offset = (bytes + alignment - 1) / alignment * alignment;
        bytes = offset + wanted;
        return offset;
    }

    /** A table with a row for each picture. */
    Table add(double[] values) {
        return add(DType.FLOAT64, MemorySegment.ofArray(values), pictures);
    }

    /** A table with a row for each picture. */
    Table add(float[] values) {
        return add(DType.FLOAT32, MemorySegment.ofArray(values), pictures);
    }

    /** A table with a row for each picture. */
    Table add(long[] values) {
        return add(DType.INT64, MemorySegment.ofArray(values), pictures);
    }

    /** A table of one row, for one picture. */
    Table addRow(float[] values) {
        return add(DType.FLOAT32, MemorySegment.ofArray(values), 1);
    }

    /** A table of one row, for one picture. */
    Table addRow(int[] values) {
        return add(DType.INT32, MemorySegment.ofArray(values), 1);
    }

    private Table add(DType type, MemorySegment values, int rows) {
        int columns = Math.toIntExact(values.byteSize() / type.bytes() / Math.max(1, rows));
        Table table = new Table(type, columns, take(values.byteSize(), type.bytes()), values);
        tables.add(table);
        return table;
    }

    /** Bytes of all, with the places that were taken. */
    long bytes() {
        return bytes;
    }

    /** Writes the tables to their places. */
    void write(MemorySegment memory) {
        tables.forEach(table ->
                MemorySegment.copy(table.values, 0, memory, table.offset, table.values.byteSize()));
    }
}
