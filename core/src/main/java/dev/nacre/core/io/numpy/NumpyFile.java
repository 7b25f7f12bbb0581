package dev.nacre.core.io.numpy;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.file.MappedFile;
import dev.nacre.core.io.file.Refusal;
import dev.nacre.core.io.file.StoredBytes;
import dev.nacre.core.io.file.StridedView;
import dev.nacre.core.io.file.ViewCheckpoint;
import dev.nacre.core.io.zip.ZipArchive;
import dev.nacre.core.io.zip.ZipEntry;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file of arrays: one that {@code numpy.save} wrote, or an archive of several by {@code numpy.savez} and {@code
 * numpy.savez_compressed}. Arrays that are stored as they are stay in the mapped file; compressed ones are inflated
 * when they are read, no further than their shapes say.
 */
public final class NumpyFile {
    /** What a file of one array begins with, one character per byte. */
    public static final String MAGIC = NpyHeader.MAGIC;

    /** The array of a file that has only one, and gives it no name. */
    private static final String ONLY = "array";
    private static final String ENDING = ".npy";

    private NumpyFile() {
    }

    /**
     * Opens a file of one array, under the name {@code array}; the file then belongs to the checkpoint.
     *
     * @throws dev.nacre.core.io.CheckpointException if it is damaged, or of a type that is not read
     */
    public static Checkpoint single(MappedFile file, Refusal refusal) {
        StoredBytes content = StoredBytes.of(file, 0, file.content().byteSize());
        NpyHeader header = NpyHeader.read(content, "its array", refusal);
        StridedView view = header.view(content, "its array", refusal)
                .orElseThrow(() -> header.unsupported("its array", refusal));
        return new ViewCheckpoint(file, "npy", Json.object(), Map.of(ONLY, view));
    }

    /** Whether an archive holds arrays. */
    public static boolean recognises(ZipArchive archive) {
        return archive.entries().stream().anyMatch(entry -> entry.name().endsWith(ENDING));
    }

    /**
     * Opens an archive of arrays, under their names; the file then belongs to the checkpoint. Arrays of types that are
     * not read, and entries that are no arrays, are described.
     *
     * @throws dev.nacre.core.io.CheckpointException if it is damaged
     */
    public static Checkpoint archive(MappedFile file, ZipArchive archive, Refusal refusal) {
        Map<String, StridedView> views = new LinkedHashMap<>();
        Map<String, Json> others = new LinkedHashMap<>();
        for (ZipEntry entry : archive.entries()) {
            if (!entry.name().endsWith(ENDING)) {
                others.put(entry.name(), Json.object().with("opaque", "file").with("length", entry.size()));
                continue;
            }
            String name = entry.name().substring(0, entry.name().length() - ENDING.length());
            String what = "its array " + Refusal.shown(name);
            if (name.codePoints().anyMatch(Character::isISOControl)) {
                throw refusal.damaged(what + " has control characters in its name");
            }
            StoredBytes content = archive.content(entry);
            NpyHeader header = NpyHeader.read(content, what, refusal);
            header.view(content, what, refusal).ifPresentOrElse(view -> {
                if (content.size() - header.begin() > view.bytes()) {
                    throw refusal.damaged(what + " holds more bytes than its shape " + view.shape() + " takes");
                }
                views.put(name, view);
            }, () -> others.put(name, header.description()));
        }
        return new ViewCheckpoint(file, "npz", new Json.Fields(others), views);
    }
}
