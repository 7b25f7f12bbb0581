package dev.nacre.core.io;

import dev.nacre.core.DType;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * An open file of named tensors, whatever its format. Opening reads what describes the tensors and checks it whole;
 * values come in when they are asked for.
 *
 * <p>Any thread may read. Segments that {@link #bytes(String)} gives live until {@link #close()}; a later access is an
 * {@link IllegalStateException}, unless the elements had to be copied since they do not lie in a row. The file must
 * not be shortened by another program while it is open.
 */
public interface Checkpoint extends AutoCloseable {
    /**
     * Opens a checkpoint of any known format: safetensors, PyTorch's archives and its older sequential files, NumPy's
     * {@code .npy} and {@code .npz}, and the index of one in several files, or the folder where these lie. What the
     * file holds decides, never its name. Nothing in a file is ever run: pickles are read as data.
     *
     * <p>Names are the keys that lead to a tensor, joined by dots, such as {@code optimizer.state.0.exp_avg}; a tensor
     * that was saved alone is called {@code tensor}, and the array of a {@code .npy} file {@code array}.
     *
     * @throws CheckpointException if it is absent, damaged, dangerous, or of no known format
     */
    static Checkpoint open(Path path) {
        return CheckpointFormat.open(path);
    }

    /** The path that was opened. */
    Path path();

    /** The format for people, such as {@code PyTorch zip}, or {@code safetensors in 3 files}. */
    String format();

    /** What the file holds beside tensors: metadata, settings, counters; empty if there is nothing. */
    Json.Fields description();

    /** All tensors, in the order of the file. */
    Collection<StoredTensor> tensors();

    /** The tensor of that name, or nothing. */
    Optional<StoredTensor> find(String name);

    /**
     * The elements of a tensor: little-endian, row-major in the file's layout, read-only, not aligned.
     *
     * @throws CheckpointException if the file has no such tensor, or its elements are not where they should be
     */
    MemorySegment bytes(String name);

    /**
     * As {@link #bytes(String)}, for elements that are read once: they live while {@code use} runs, which must not keep
     * them, and the file's pages do not stay in memory afterwards.
     *
     * @throws CheckpointException as {@link #bytes(String)}
     */
    default <R> R withBytes(String name, Function<MemorySegment, R> use) {
        return use.apply(bytes(name));
    }

    /** Gives back what the file holds. Closing twice does nothing. */
    @Override
    void close();

    /** The tensors whose names begin with {@code prefix}, under the rest of their names; closing it closes nothing. */
    default Checkpoint part(String prefix) {
        return new CheckpointPart(this, prefix);
    }

    /**
     * The tensor of that name.
     *
     * @throws CheckpointException if the file has none, naming the nearest names that it has
     */
    default StoredTensor tensor(String name) {
        return find(name).orElseThrow(() -> new CheckpointException(path() + " has no tensor \"" + name + "\"; "
                + NearMiss.hint(name, tensors().stream().map(StoredTensor::name).toList()) + "."));
    }

    /**
     * The tensor on the current device, in its own element type and in our order of dimensions.
     *
     * @param layout how the file orders its dimensions
     * @throws CheckpointException if the file has no such tensor, its elements are of a type without arithmetic, or it
     *                             has not the number of dimensions that the layout needs
     */
    default Tensor read(String name, FileLayout layout) {
        StoredTensor stored = tensor(name);
        DType type = stored.type().dtype().orElseThrow(() -> StoredValues.unsupported(path(), stored, "a tensor"));
        if (!layout.fits(stored.shape().rank())) {
            throw new CheckpointException("Tensor \"" + name + "\" of " + path() + " has the shape " + stored.shape()
                    + ", which is not a " + layout + " layout; the file is of another model.");
        }
        try (Scope scope = Scope.open("reading " + name)) {
            return withBytes(name, bytes -> scope.keep(layout.fromFile(Tensor.of(type, stored.shape(), bytes))));
        }
    }

    /** The elements as float32; of F32, F16, BF16 (both exact) or F64 (rounded); fewer than 2³¹ of them. */
    default float[] floats(String name) {
        return withBytes(name, bytes -> StoredValues.floats(path(), tensor(name), bytes));
    }

    /** The elements as float64, exactly; of any floating-point type that {@link #floats(String)} reads. */
    default double[] doubles(String name) {
        return withBytes(name, bytes -> StoredValues.doubles(path(), tensor(name), bytes));
    }

    /** The elements as int64; of I64, I32, U8 or BOOL (0 and 1). */
    default long[] longs(String name) {
        return withBytes(name, bytes -> StoredValues.longs(path(), tensor(name), bytes));
    }
}
