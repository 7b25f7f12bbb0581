package dev.nacre.bench.checkpoint;

import dev.nacre.core.io.AtomicFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes what {@code torch.save} would: an archive with a pickle and one entry per tensor. Elements are asked for when
 * their turn comes and dropped when they are written, so that a file may be larger than memory (up to 4 GiB).
 */
public final class TorchZipWriter {
    private static final byte[] VERSION = "3\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BYTE_ORDER = "little".getBytes(StandardCharsets.US_ASCII);

    private TorchZipWriter() {
    }

    /**
     * Creates or replaces a file.
     *
     * @param root  the folder inside the archive; PyTorch takes the file's name without its ending
     * @param value what is saved: usually a dictionary
     * @throws IOException              if the file cannot be written, or would have more than 4 GiB
     * @throws IllegalArgumentException if a tensor gives other than the elements of its sizes
     */
    public static void write(Path target, String root, SavedValue value) throws IOException {
        PickleWriter pickle = new PickleWriter(false);
        byte[] pickled = pickle.write(value);
        AtomicFile.write(target, channel -> {
            StoredZipWriter archive = new StoredZipWriter(channel);
            archive.add(root + "/data.pkl", pickled);
            archive.add(root + "/byteorder", BYTE_ORDER);
            List<SavedValue.Tensor> tensors = pickle.tensors();
            for (int number = 0; number < tensors.size(); number++) {
                archive.add(root + "/data/" + number, elements(tensors.get(number)));
            }
            archive.add(root + "/version", VERSION);
            archive.finish();
        });
    }

    /** The elements of a tensor, of which there must be as many as its sizes say. */
    static MemorySegment elements(SavedValue.Tensor tensor) {
        MemorySegment elements = tensor.elements().get();
        long expected = tensor.count() * tensor.type().bytes();
        if (elements.byteSize() != expected) {
            throw new IllegalArgumentException("a tensor of sizes " + tensor.sizes() + " takes " + expected
                    + " bytes, and " + elements.byteSize() + " were given");
        }
        return elements;
    }
}
