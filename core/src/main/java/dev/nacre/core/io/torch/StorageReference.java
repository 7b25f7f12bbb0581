package dev.nacre.core.io.torch;

import dev.nacre.core.io.pickle.PickleValue;
import java.util.List;
import java.util.Optional;

/**
 * How a pickle refers to a storage: the persistent id {@code ('storage', class, key, device, elements)}, in the older
 * format with a sixth part, {@code None} or {@code (key, offset, elements)} of a part of the storage.
 *
 * @param type     of its elements
 * @param key      its name in the file
 * @param elements how many it has
 * @param first    where the meant part begins, in elements
 */
record StorageReference(StorageType type, String key, long elements, long first) {
    private static final int LONGEST_KEY = 256;

    /** The reference that a persistent id is, or nothing if it is something else. */
    static Optional<StorageReference> of(PickleValue value) {
        if (!(value instanceof PickleValue.Persistent(PickleValue.Items id)) || id.items().size() < 5
                || !(id.items().get(0) instanceof PickleValue.Text(String kind)) || !kind.equals("storage")
                || !(id.items().get(2) instanceof PickleValue.Text(String key)) || key.length() > LONGEST_KEY
                || !(id.items().get(4) instanceof PickleValue.Whole(long elements))) {
            return Optional.empty();
        }
        return StorageType.of(id.items().get(1))
                .map(type -> new StorageReference(type, key, elements, first(id.items())));
    }

    private static long first(List<PickleValue> id) {
        return id.size() > 5 && id.get(5) instanceof PickleValue.Items part && part.items().size() == 3
                && part.items().get(1) instanceof PickleValue.Whole(long offset) ? offset : 0;
    }

    /** How many bytes the whole storage takes, or −1 if that is impossible. */
    long bytes() {
        return elements < 0 || elements > Long.MAX_VALUE / type.bytes() ? -1 : elements * type.bytes();
    }
}
