package dev.nacre.core.io.torch;

import dev.nacre.core.io.file.Refusal;
import dev.nacre.core.io.pickle.PickleValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a walk through a pickle may cost. A few bytes of pickle can stand for 2¹⁰⁰ values, by lists of shared lists; a
 * checkpoint of thousands of tensors stays far below these limits.
 */
final class WalkBudget {
    /** In elements of a list: some 100 bytes and nanoseconds each. */
    private static final int MOST_COSTS = 1_000_000;
    private static final int COST_OF_A_CONTAINER = 2;
    private static final int COST_OF_A_PAIR = 3;
    private static final int COST_OF_AN_OBJECT = 6;
    private static final long MOST_CHARACTERS = 16L << 20;
    /** JSON nests as deep as this and is still read back; modules nest to about 20. */
    private static final int DEEPEST = 100;

    private final Refusal refusal;
    private long costs;
    private long characters;

    WalkBudget(Refusal refusal) {
        this.refusal = refusal;
    }

    /** Refuses one value more than there may be. */
    void enter() {
        spend(1);
    }

    /** Refuses one container more than there may be, or one deeper. */
    void enterContainer(int depth) {
        spend(COST_OF_A_CONTAINER);
        if (depth > DEEPEST) {
            throw refusal.unsupported("its values nest deeper than " + DEEPEST, "save a flat state dict");
        }
    }

    /** Refuses one tensor, ordered dictionary or other object more than there may be. */
    void enterObject() {
        spend(COST_OF_AN_OBJECT);
    }

    /** A text that goes into the description. */
    String text(String text) {
        characters += text.length();
        if (characters > MOST_CHARACTERS) {
            throw refusal.unsupported("its names and texts have more than " + MOST_CHARACTERS + " characters",
                    "save the state dict alone");
        }
        return text;
    }

    /** The name of a tensor. */
    String name(Place place) {
        long length = place.length();
        if (length > Place.LONGEST_NAME) {
            throw refusal.damaged("the name of a tensor has " + length + " characters");
        }
        String name = text(place.toString());
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw refusal.damaged("the tensor name " + Refusal.shown(name) + " holds control characters");
        }
        return name;
    }

    /** A dictionary by the text of its keys; as in Python, a key that comes again gets the later value. */
    Map<String, PickleValue> resolve(List<PickleValue.Pairs> parts) {
        Map<String, PickleValue> values = new LinkedHashMap<>();
        Map<String, PickleValue> keys = new HashMap<>();
        for (PickleValue.Pairs pairs : parts) {
            spend((long) COST_OF_A_PAIR * pairs.size());
            for (int index = 0; index < pairs.size(); index++) {
                PickleValue key = pairs.key(index);
                String text = text(PlainValue.key(key, values.size()));
                PickleValue other = keys.putIfAbsent(text, key);
                if (other != null && other.getClass() != key.getClass()) {
                    throw refusal.unsupported("a dictionary in it has two keys that are both written "
                            + Refusal.shown(text), "rename one of them");
                }
                values.put(text, pairs.value(index));
            }
        }
        return values;
    }

    private void spend(long more) {
        costs += more;
        if (costs > MOST_COSTS) {
            throw refusal.unsupported("it holds far more values than a checkpoint has, beside its tensors' elements",
                    "save the state dict alone");
        }
    }
}
