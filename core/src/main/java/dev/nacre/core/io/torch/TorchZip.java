package dev.nacre.core.io.torch;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.file.MappedFile;
import dev.nacre.core.io.file.Refusal;
import dev.nacre.core.io.file.StoredBytes;
import dev.nacre.core.io.file.ViewCheckpoint;
import dev.nacre.core.io.pickle.PickleMachine;
import dev.nacre.core.io.pickle.PickleValue;
import dev.nacre.core.io.zip.ZipArchive;
import dev.nacre.core.io.zip.ZipEntry;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What {@code torch.save} has written since version 1.6: an archive of uncompressed entries, {@code NAME/data.pkl} and
 * one {@code NAME/data/KEY} per storage. Opening touches the pickle and the archive's directory alone.
 */
public final class TorchZip {
    private static final String PICKLE = "/data.pkl";

    private final ZipArchive archive;
    private final Refusal refusal;
    private final String root;

    private TorchZip(ZipArchive archive, String root, Refusal refusal) {
        this.archive = archive;
        this.root = root;
        this.refusal = refusal;
    }

    /** Whether an archive is one of PyTorch's. */
    public static boolean recognises(ZipArchive archive) {
        return pickle(archive).isPresent();
    }

    private static Optional<ZipEntry> pickle(ZipArchive archive) {
        return archive.entries().stream()
                .filter(entry -> entry.name().indexOf('/') == entry.name().length() - PICKLE.length()
                        && entry.name().endsWith(PICKLE))
                .findFirst();
    }

    /**
     * Opens an archive that is recognised; the file then belongs to the checkpoint.
     *
     * @throws dev.nacre.core.io.CheckpointException if it is damaged, dangerous, or a TorchScript program
     */
    public static Checkpoint open(MappedFile file, ZipArchive archive, Refusal refusal) {
        ZipEntry pickle = pickle(archive).orElseThrow();
        String root = pickle.name().substring(0, pickle.name().length() - PICKLE.length());
        return new TorchZip(archive, root, refusal).open(file, pickle);
    }

    private Checkpoint open(MappedFile file, ZipEntry pickle) {
        if (archive.find(root + "/constants.pkl").isPresent()) {
            throw refusal.unsupported("it is a TorchScript program, of which only PyTorch knows what it computes",
                    "save the weights instead, as torch.save(model.state_dict(), path)");
        }
        ByteOrder order = order();
        PickleValue saved = new PickleMachine(archive.stored(pickle).read(), 0, refusal).run();
        StateWalk walk = new StateWalk(new TorchTensors(this::storage, order, refusal), refusal);
        walk.over(saved);
        return new ViewCheckpoint(file, "PyTorch zip", walk.description(), walk.tensors());
    }

    private StoredBytes storage(String key, long bytes) {
        String name = root + "/data/" + key;
        ZipEntry entry = archive.find(name).orElseThrow(() -> refusal.damaged("its pickle needs the storage "
                + Refusal.shown(name) + ", and the archive has no such entry"));
        StoredBytes stored = archive.stored(entry);
        if (stored.size() < bytes) {
            throw refusal.damaged("its storage " + Refusal.shown(name) + " should have " + bytes + " bytes and has "
                    + stored.size());
        }
        return stored;
    }

    private ByteOrder order() {
        Optional<ZipEntry> entry = archive.find(root + "/byteorder");
        if (entry.isEmpty()) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        String text = entry.get().size() > 16 ? "" : new String(
                archive.stored(entry.get()).read().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
        return switch (text) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default -> throw refusal.damaged("its entry byteorder is neither little nor big");
        };
    }
}
