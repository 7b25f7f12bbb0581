package dev.nacre.core.io.torch;

import dev.nacre.core.io.pickle.PickleValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the calls in a pickle stand for, as far as their names tell; nobody calls them. */
final class PythonObject {
    /** How the walk treats an object. */
    enum Kind { DICTIONARY, SEQUENCE, DEVICE, TENSOR, OTHER }

    private static final Set<String> DICTIONARIES = Set.of("collections.OrderedDict", "collections.defaultdict",
            "collections.Counter", "builtins.dict", "__builtin__.dict");
    private static final Set<String> SEQUENCES = Set.of("torch.Size", "collections.deque", "builtins.set",
            "builtins.frozenset", "builtins.list", "builtins.tuple", "__builtin__.set", "__builtin__.frozenset",
            "__builtin__.list", "__builtin__.tuple");
    /** Their first argument is the class of the object. */
    private static final Set<String> CONSTRUCTORS = Set.of("copy_reg._reconstructor", "copyreg._reconstructor",
            "copy_reg.__newobj__", "copyreg.__newobj__", "builtins.getattr", "__builtin__.getattr");

    private static final int MOST_MAKERS = 8;
    /** A dictionary is made of one other, behind what it gives for absent keys. */
    private static final int MOST_SOURCES = 2;

    private PythonObject() {
    }

    static Kind kind(PickleValue.Call call) {
        if (!(call.callable() instanceof PickleValue.Global global)) {
            return Kind.OTHER;
        }
        String name = global.toString();
        if (DICTIONARIES.contains(name)) {
            return Kind.DICTIONARY;
        } else if (SEQUENCES.contains(name)) {
            return Kind.SEQUENCE;
        } else if (call.calls("torch.device", 1)) {
            return Kind.DEVICE;
        }
        return global.name().startsWith("_rebuild_") ? Kind.TENSOR : Kind.OTHER;
    }

    /** The class of an object, through whatever was used to make it. */
    static String name(PickleValue.Call call) {
        PickleValue maker = call;
        for (int step = 0; step < MOST_MAKERS && maker instanceof PickleValue.Call made; step++) {
            boolean classFirst = takesClassFirst(made.callable()) && !made.arguments().isEmpty();
            maker = classFirst ? made.arguments().getFirst() : made.callable();
        }
        return classOf(maker);
    }

    private static boolean takesClassFirst(PickleValue callable) {
        return isNew(callable)
                || callable instanceof PickleValue.Global global && CONSTRUCTORS.contains(global.toString());
    }

    /** {@code getattr(object, '__new__')}, which makes an object of the class that it is given. */
    private static boolean isNew(PickleValue callable) {
        return callable instanceof PickleValue.Call call && call.callable() instanceof PickleValue.Global getattr
                && getattr.name().equals("getattr") && call.arguments().size() == 2
                && call.arguments().get(1).equals(new PickleValue.Text("__new__"));
    }

    /** The older format refers to the classes of modules from outside the pickle, with their sources. */
    private static String classOf(PickleValue maker) {
        return switch (maker) {
            case PickleValue.Global global -> global.toString();
            case PickleValue.Persistent(PickleValue.Items id) when id.items().size() > 1
                    && id.items().get(1) instanceof PickleValue.Global global -> global.toString();
            default -> "an object of unknown class";
        };
    }

    /** The arguments that say more than the class does. */
    static List<PickleValue> ownArguments(PickleValue.Call call) {
        return takesClassFirst(call.callable()) ? List.of() : call.arguments();
    }

    /** What a dictionary was made of, and what was put into it afterwards. */
    static List<PickleValue.Pairs> pairs(PickleValue.Call call) {
        List<PickleValue.Pairs> parts = new ArrayList<>();
        for (int index = 0; index < Math.min(MOST_SOURCES, call.arguments().size()); index++) {
            parts.addAll(plainPairs(call.arguments().get(index)));
        }
        parts.add(call.pairs());
        return parts;
    }

    /** What a sequence was made of, and what was appended to it. */
    static List<PickleValue> elements(PickleValue.Call call) {
        List<PickleValue> elements = new ArrayList<>();
        if (!call.arguments().isEmpty() && call.arguments().getFirst() instanceof PickleValue.Items given) {
            elements.addAll(given.items());
        }
        elements.addAll(call.items());
        return elements;
    }

    /** An object's attributes: its state, or a pair of states where the class names some of them beforehand. */
    static List<PickleValue.Pairs> attributes(PickleValue.Call call) {
        PickleValue state = call.state();
        if (state instanceof PickleValue.Items both && both.items().size() == 2
                && both.items().get(1) instanceof PickleValue.Pairs) {
            return both.items().stream().flatMap(part -> asPairs(part).stream()).toList();
        } else if (state.equals(PickleValue.NONE) || !asPairs(state).isEmpty()) {
            return asPairs(state);
        }
        return List.of(new PickleValue.Pairs(List.of(new PickleValue.Text("state"), state)));
    }

    /** A value as keys and values; none if it has no such form. */
    static List<PickleValue.Pairs> asPairs(PickleValue value) {
        return switch (value) {
            case PickleValue.Call call when kind(call) == Kind.DICTIONARY -> pairs(call);
            case PickleValue.Call call when kind(call) == Kind.SEQUENCE -> List.of(keyed(elements(call)));
            default -> plainPairs(value);
        };
    }

    /** Python 2 gave an ordered dictionary a list of pairs; a set has keys alone. */
    private static List<PickleValue.Pairs> plainPairs(PickleValue value) {
        return switch (value) {
            case PickleValue.Pairs pairs -> List.of(pairs);
            case PickleValue.Items items when items.kind() != PickleValue.Items.Kind.TUPLE ->
                List.of(keyed(items.items()));
            default -> List.of();
        };
    }

    private static PickleValue.Pairs keyed(List<PickleValue> elements) {
        List<PickleValue> alternating = new ArrayList<>(2 * elements.size());
        for (PickleValue element : elements) {
            boolean pair = element instanceof PickleValue.Items items && items.items().size() == 2;
            alternating.addAll(pair ? ((PickleValue.Items) element).items() : List.of(element, PickleValue.NONE));
        }
        return new PickleValue.Pairs(alternating);
    }
}
