package dev.nacre.core.io.torch;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.file.MappedFile;
import dev.nacre.core.io.file.Refusal;
import dev.nacre.core.io.file.StoredBytes;
import dev.nacre.core.io.file.ViewCheckpoint;
import dev.nacre.core.io.pickle.PickleMachine;
import dev.nacre.core.io.pickle.PickleValue;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@code torch.save} wrote before version 1.6, and writes still with {@code
 * _use_new_zipfile_serialization=False}: five pickles (a magic number, a version, the machine, what was saved, the keys
 * of the storages), then each storage in the order of the keys: 8 bytes number of elements, and the elements.
 */
public final class TorchLegacy {
    /** The hexadecimal number 1950a86a20f9469cfc6c. */
    private static final String MAGIC = "119547037146038801333356";
    private static final long VERSION = 1001;

    private final MappedFile file;
    private final MemorySegment content;
    private final Refusal refusal;
    private final Map<String, StoredBytes> storages = new HashMap<>();
    private long position;

    private TorchLegacy(MappedFile file, Refusal refusal) {
        this.file = file;
        this.content = file.content();
        this.refusal = refusal;
    }

    /**
     * Opens a file that begins with a pickle; it then belongs to the checkpoint.
     *
     * @throws dev.nacre.core.io.CheckpointException if it is damaged, dangerous, or another kind of pickle
     */
    public static Checkpoint open(MappedFile file, Refusal refusal) {
        return new TorchLegacy(file, refusal).read();
    }

    private Checkpoint read() {
        if (!(run() instanceof PickleValue.Huge(String magic)) || !magic.equals(MAGIC)) {
            throw refusal.unsupported("it is a pickle, but not one of torch.save",
                    "save the weights with torch.save(model.state_dict(), path) or as safetensors");
        } else if (!(run() instanceof PickleValue.Whole(long version)) || version != VERSION) {
            throw refusal.damaged("its second pickle is not the version " + VERSION);
        }
        ByteOrder order = order(run());
        PickleMachine machine = new PickleMachine(content, position, refusal);
        PickleValue saved = machine.run();
        position = machine.position();
        locate(run(), references(machine), order);
        StateWalk walk = new StateWalk(new TorchTensors(this::storage, order, refusal), refusal);
        walk.over(saved);
        return new ViewCheckpoint(file, "PyTorch before 1.6", walk.description(), walk.tensors());
    }

    private PickleValue run() {
        PickleMachine machine = new PickleMachine(content, position, refusal);
        PickleValue value = machine.run();
        position = machine.position();
        return value;
    }

    private static ByteOrder order(PickleValue machine) {
        boolean big = machine instanceof PickleValue.Pairs facts
                && facts.find("little_endian").orElse(PickleValue.NONE).equals(new PickleValue.Truth(false));
        return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** The first reference to a storage decides how wide its elements are. */
    private static Map<String, StorageReference> references(PickleMachine machine) {
        Map<String, StorageReference> references = new HashMap<>();
        for (PickleValue.Persistent id : machine.references()) {
            StorageReference.of(id).ifPresent(reference -> references.putIfAbsent(reference.key(), reference));
        }
        return references;
    }

    private void locate(PickleValue keys, Map<String, StorageReference> references, ByteOrder order) {
        if (!(keys instanceof PickleValue.Items list)) {
            throw refusal.damaged("the pickle of its storages' keys, which ends at byte " + position + ", is no list");
        }
        for (PickleValue item : list.items()) {
            StorageReference reference = item instanceof PickleValue.Text(String key) ? references.get(key) : null;
            if (reference == null) {
                throw refusal.damaged("the storage at byte " + position + " has a key that its pickle never uses");
            }
            long left = content.byteSize() - position - Long.BYTES;
            long elements = left < 0 ? -1
                    : content.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), position);
            if (elements < 0 || elements > left / reference.type().bytes()) {
                throw refusal.damaged("the storage " + Refusal.shown(reference.key()) + " at byte " + position
                        + " reaches beyond the end of the file, which was probably cut short");
            }
            long bytes = elements * reference.type().bytes();
            storages.put(reference.key(), StoredBytes.of(file, position + Long.BYTES, bytes));
            position += Long.BYTES + bytes;
        }
    }

    private StoredBytes storage(String key, long bytes) {
        StoredBytes stored = storages.get(key);
        if (stored == null || stored.size() < bytes) {
            throw refusal.damaged("its pickle needs the storage " + Refusal.shown(key) + " of " + bytes
                    + " bytes, and the file has " + (stored == null ? "no such storage" : stored.size() + " of them"));
        }
        return stored;
    }
}
