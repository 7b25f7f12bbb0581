package dev.nacre.core.io.pickle;

import dev.nacre.core.io.file.Refusal;
import dev.nacre.core.io.pickle.PickleValue.Items.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs one pickle of protocol 0 to 5 and answers the value on top of its stack. Time and memory grow with the bytes of
 * the pickle and no faster: values are made one per operation, and sharing them costs a reference.
 *
 * <p>Nothing is imported or called. A pickle that names something with which Python would run a program, reach the
 * network or touch files is refused as a whole: see {@link DangerousGlobals}.
 *
 * @see <a href="https://docs.python.org/3/library/pickletools.html">The operations</a>
 */
public final class PickleMachine {
    private static final int HIGHEST_PROTOCOL = 5;
    /** Some 100 bytes each, so 400 MB at most; the state dict of a large model has a million. */
    private static final int MOST_VALUES = 4_000_000;
    /** Nobody counts beyond 2²⁵⁵. */
    private static final int MOST_BYTES_OF_AN_INTEGER = 32;
    private static final int MOST_DIGITS = 77;
    private static final int LONGEST_NAME = 256;

    private final PickleInput input;
    private final PickleStack stack;
    private final Refusal refusal;
    private final Map<Long, PickleValue> memo = new HashMap<>();
    /** Those that were found harmless. */
    private final Set<PickleValue.Global> globals = new HashSet<>();
    private final List<PickleValue.Persistent> references = new ArrayList<>();
    private int values;

    /** A machine that begins at a byte of {@code content}. */
    public PickleMachine(MemorySegment content, long begin, Refusal refusal) {
        this.input = new PickleInput(content, begin, refusal);
        this.stack = new PickleStack(input);
        this.refusal = refusal;
    }

    /**
     * Runs to the end of the pickle, once.
     *
     * @throws dev.nacre.core.io.CheckpointException if it is damaged, dangerous, or larger than any real one
     */
    public PickleValue run() {
        while (true) {
            if (++values > MOST_VALUES) {
                throw input.damaged("more than " + MOST_VALUES + " operations");
            }
            int operation = input.unsignedByte();
            if (operation == '.') {
                return stack.pop();
            }
            execute(operation);
        }
    }

    /** Where the next byte would be read, in bytes from the start of {@code content}. */
    public long position() {
        return input.position();
    }

    /** Everything outside the pickle that it refers to, in its order. */
    public List<PickleValue.Persistent> references() {
        return references;
    }

    private void execute(int operation) {
        switch (operation) {
            case 0x80 -> protocol(input.unsignedByte());
            case 0x95 -> input.frame(input.unsignedLong());
            case '(' -> stack.mark();
            case '0' -> stack.discard();
            case '1' -> stack.popToMark();
            case '2' -> stack.push(stack.peek());
            case 'p' -> memo.put(number(input.line()), stack.peek());
            case 'q' -> memo.put((long) input.unsignedByte(), stack.peek());
            case 'r' -> memo.put(input.unsignedInt(), stack.peek());
            case 0x94 -> memo.put((long) memo.size(), stack.peek());
            case 'g' -> recall(number(input.line()));
            case 'h' -> recall(input.unsignedByte());
            case 'j' -> recall(input.unsignedInt());
            case 'a', 's', 'e', 'u', 0x90, 'b' -> fill(operation);
            case 'c', 0x93, 'i', 'o', 'R', 0x81, 0x92, 'P', 'Q' -> stack.push(object(operation));
            case 0x82, 0x83, 0x84 -> throw refusal.unsupported("its pickle uses the extension registry of one Python"
                    + " program (byte " + input.position() + ")",
                    "save a state dict, as torch.save(model.state_dict())");
            case 0x97, 0x98 -> throw refusal.unsupported("its pickle keeps data outside the file (byte "
                    + input.position() + ")", "save it without out-of-band buffers");
            default -> stack.push(operation == ')' || operation == ']' || operation == '}' || operation == 't'
                    || operation == 'l' || operation == 'd' || operation >= 0x85 && operation <= 0x87
                    || operation == 0x8F || operation == 0x91 ? container(operation) : scalar(operation));
        }
    }

    private void protocol(int version) {
        if (version > HIGHEST_PROTOCOL) {
            throw refusal.unsupported("its pickle has the protocol " + version + ", and this version of Nacre reads"
                    + " 0 to " + HIGHEST_PROTOCOL, "save it with pickle_protocol=2");
        }
    }

    private void recall(long index) {
        PickleValue value = memo.get(index);
        if (value == null) {
            throw input.damaged("a reference to value " + index + ", which was never noted,");
        }
        stack.push(value);
    }

    private PickleValue scalar(int operation) {
        return switch (operation) {
            case 'N' -> PickleValue.NONE;
            case 0x88 -> new PickleValue.Truth(true);
            case 0x89 -> new PickleValue.Truth(false);
            case 'K' -> new PickleValue.Whole(input.unsignedByte());
            case 'M' -> new PickleValue.Whole(input.unsignedShort());
            case 'J' -> new PickleValue.Whole(input.signedInt());
            case 0x8A -> integer(input.unsignedByte());
            case 0x8B -> integer(input.signedInt());
            case 'I' -> integerLine(input.line());
            case 'L' -> integerLine(input.line().replaceFirst("L$", ""));
            case 'G' -> new PickleValue.Decimal(input.decimal());
            case 'F' -> decimalLine(input.line());
            case 'X' -> text(input.unsignedInt(), StandardCharsets.UTF_8);
            case 0x8C -> text(input.unsignedByte(), StandardCharsets.UTF_8);
            case 0x8D -> text(input.unsignedLong(), StandardCharsets.UTF_8);
            case 'T' -> text(input.signedInt(), StandardCharsets.ISO_8859_1);
            case 'U' -> text(input.unsignedByte(), StandardCharsets.ISO_8859_1);
            case 'S' -> new PickleValue.Text(PickleText.unquoted(input.line(), input));
            case 'V' -> new PickleValue.Text(PickleText.rawUnicode(input.line()));
            case 'B' -> new PickleValue.Bytes(input.bytes(input.unsignedInt()));
            case 'C' -> new PickleValue.Bytes(input.bytes(input.unsignedByte()));
            case 0x8E, 0x96 -> new PickleValue.Bytes(input.bytes(input.unsignedLong()));
            default -> throw input.damaged("the unknown operation " + operation);
        };
    }

    private PickleValue container(int operation) {
        return switch (operation) {
            case ')' -> PickleValue.EMPTY_TUPLE;
            case ']' -> new PickleValue.Items(Kind.LIST, new ArrayList<>(0));
            case 0x8F -> new PickleValue.Items(Kind.SET, new ArrayList<>(0));
            case '}' -> new PickleValue.Pairs();
            case 't' -> new PickleValue.Items(Kind.TUPLE, stack.popToMark());
            case 'l' -> new PickleValue.Items(Kind.LIST, stack.popToMark());
            case 0x91 -> new PickleValue.Items(Kind.SET, stack.popToMark());
            case 'd' -> new PickleValue.Pairs(keysAndValues());
            default -> new PickleValue.Items(Kind.TUPLE, top(operation - 0x84));
        };
    }

    private List<PickleValue> top(int count) {
        PickleValue[] top = new PickleValue[count];
        for (int index = count - 1; index >= 0; index--) {
            top[index] = stack.pop();
        }
        return List.of(top);
    }

    /** Operations that add to the value below: a list, a dictionary, a set, or an object that behaves like one. */
    private void fill(int operation) {
        List<PickleValue> more = switch (operation) {
            case 'a', 'b' -> top(1);
            case 's' -> top(2);
            case 'u' -> keysAndValues();
            default -> stack.popToMark();
        };
        PickleValue filled = stack.peek();
        if (operation == 'b' && filled instanceof PickleValue.Call call) {
            call.build(more.getFirst());
        } else if (operation == 's' || operation == 'u') {
            put(filled, more);
        } else if (operation != 'b' && filled instanceof PickleValue.Call call) {
            call.append(more);
        } else if (operation != 'b' && filled instanceof PickleValue.Items items && items.kind() != Kind.TUPLE) {
            items.items().addAll(more);
        } else {
            throw input.damaged("an operation that fills what cannot be filled");
        }
    }

    private void put(PickleValue filled, List<PickleValue> keysAndValues) {
        switch (filled) {
            case PickleValue.Pairs pairs -> pairs.addAll(keysAndValues);
            case PickleValue.Call call -> call.put(keysAndValues);
            default -> throw input.damaged("an operation that puts keys into what is no dictionary");
        }
    }

    private List<PickleValue> keysAndValues() {
        List<PickleValue> alternating = stack.popToMark();
        if (alternating.size() % 2 != 0) {
            throw input.damaged("a key without a value");
        }
        return alternating;
    }

    private PickleValue object(int operation) {
        return switch (operation) {
            case 'c', 'i' -> {
                PickleValue global = global(input.line(), input.line());
                yield operation == 'c' ? global : call(global, new PickleValue.Items(Kind.TUPLE, stack.popToMark()));
            }
            case 0x93 -> {
                List<PickleValue> names = top(2);
                if (names.get(0) instanceof PickleValue.Text(String module)
                        && names.get(1) instanceof PickleValue.Text(String name)) {
                    yield global(module, name);
                }
                throw input.damaged("a global whose name is no text");
            }
            case 'o' -> {
                List<PickleValue> parts = stack.popToMark();
                if (parts.isEmpty()) {
                    throw input.damaged("an object without a class");
                }
                yield call(parts.getFirst(), new PickleValue.Items(Kind.TUPLE, parts.subList(1, parts.size())));
            }
            case 'R', 0x81 -> {
                List<PickleValue> parts = top(2);
                yield call(parts.get(0), parts.get(1));
            }
            case 0x92 -> {
                List<PickleValue> parts = top(3);
                yield call(parts.get(0), parts.get(1)).with(parts.get(2));
            }
            case 'P' -> reference(new PickleValue.Text(input.line()));
            default -> reference(stack.pop());
        };
    }

    private PickleValue reference(PickleValue id) {
        PickleValue.Persistent reference = new PickleValue.Persistent(id);
        references.add(reference);
        return reference;
    }

    private PickleValue.Global global(String module, String name) {
        if (module.length() > LONGEST_NAME || name.length() > LONGEST_NAME) {
            throw input.damaged("a global whose name has " + (module.length() + name.length()) + " characters");
        }
        PickleValue.Global global = new PickleValue.Global(module, name);
        if (globals.add(global)) {
            DangerousGlobals.refuse(global, input.position(), refusal);
        }
        return global;
    }

    private PickleValue.Call call(PickleValue callable, PickleValue arguments) {
        PickleValue.Call call = new PickleValue.Call(callable, arguments);
        DangerousGlobals.refuse(call, input.position(), refusal);
        return call;
    }

    private PickleValue text(long length, Charset charset) {
        return new PickleValue.Text(input.text(length, charset));
    }

    private PickleValue integer(int bytes) {
        if (bytes < 0 || bytes > MOST_BYTES_OF_AN_INTEGER) {
            throw input.damaged("an integer of " + Integer.toUnsignedString(bytes) + " bytes");
        }
        byte[] little = input.bytes(bytes).toArray(ValueLayout.JAVA_BYTE);
        byte[] big = new byte[bytes + 1];
        for (int index = 0; index < bytes; index++) {
            big[bytes - index] = little[index];
        }
        big[0] = (byte) (bytes > 0 && big[1] < 0 ? -1 : 0);
        return integer(new BigInteger(big));
    }

    private static PickleValue integer(BigInteger number) {
        return number.bitLength() < Long.SIZE ? new PickleValue.Whole(number.longValue())
                : new PickleValue.Huge(number.toString());
    }

    /** Protocol 0 writes truth as the numbers 00 and 01. */
    private PickleValue integerLine(String line) {
        if (line.equals("00") || line.equals("01")) {
            return new PickleValue.Truth(line.equals("01"));
        }
        try {
            if (line.length() <= MOST_DIGITS) {
                return integer(new BigInteger(line.strip()));
            }
        } catch (NumberFormatException noNumber) {
            throw input.damaged("the number " + Refusal.shown(line));
        }
        throw input.damaged("an integer of " + line.length() + " digits");
    }

    private PickleValue decimalLine(String line) {
        return new PickleValue.Decimal(switch (line) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> decimal(line);
        });
    }

    private double decimal(String line) {
        try {
            if (line.length() <= MOST_DIGITS) {
                return Double.parseDouble(line);
            }
        } catch (NumberFormatException noNumber) {
            throw input.damaged("the number " + Refusal.shown(line));
        }
        throw input.damaged("a number of " + line.length() + " digits");
    }

    private long number(String line) {
        return integerLine(line) instanceof PickleValue.Whole(long number) ? number : -1;
    }
}
