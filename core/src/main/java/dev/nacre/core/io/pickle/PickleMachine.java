package dev.nacre.core.io.pickle;

import dev.nacre.core.io.CheckpointException;
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
            if (operation == Opcode.STOP) {
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
            case Opcode.PROTO -> protocol(input.unsignedByte());
            case Opcode.FRAME -> input.frame(input.unsignedLong());
            case Opcode.MARK -> stack.mark();
            case Opcode.POP -> stack.discard();
            case Opcode.POP_MARK -> stack.popToMark();
            case Opcode.DUP -> stack.push(stack.peek());
            case Opcode.PUT -> memo.put(number(input.line()), stack.peek());
            case Opcode.BINPUT -> memo.put((long) input.unsignedByte(), stack.peek());
            case Opcode.LONG_BINPUT -> memo.put(input.unsignedInt(), stack.peek());
            case Opcode.MEMOIZE -> memo.put((long) memo.size(), stack.peek());
            case Opcode.GET -> recall(number(input.line()));
            case Opcode.BINGET -> recall(input.unsignedByte());
            case Opcode.LONG_BINGET -> recall(input.unsignedInt());
            case Opcode.APPEND -> append(top(1));
            case Opcode.APPENDS, Opcode.ADDITEMS -> append(stack.popToMark());
            case Opcode.SETITEM -> put(top(2));
            case Opcode.SETITEMS -> put(keysAndValues());
            case Opcode.BUILD -> build(stack.pop());
            case Opcode.EMPTY_TUPLE, Opcode.TUPLE, Opcode.TUPLE1, Opcode.TUPLE2, Opcode.TUPLE3, Opcode.EMPTY_LIST,
                    Opcode.LIST, Opcode.EMPTY_DICT, Opcode.DICT, Opcode.EMPTY_SET, Opcode.FROZENSET ->
                stack.push(container(operation));
            case Opcode.GLOBAL, Opcode.STACK_GLOBAL, Opcode.INST, Opcode.OBJ, Opcode.REDUCE, Opcode.NEWOBJ,
                    Opcode.NEWOBJ_EX, Opcode.PERSID, Opcode.BINPERSID ->
                stack.push(object(operation));
            case Opcode.EXT1, Opcode.EXT2, Opcode.EXT4 ->
                throw refusal.unsupported("its pickle uses the extension registry of one Python program (byte "
                        + input.position() + ")", "save a state dict, as torch.save(model.state_dict())");
            case Opcode.NEXT_BUFFER, Opcode.READONLY_BUFFER ->
                throw refusal.unsupported("its pickle keeps data outside the file (byte " + input.position() + ")",
                        "save it without out-of-band buffers");
            default -> stack.push(scalar(operation));
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
            case Opcode.NONE -> PickleValue.NONE;
            case Opcode.NEWTRUE -> new PickleValue.Truth(true);
            case Opcode.NEWFALSE -> new PickleValue.Truth(false);
            case Opcode.BININT1 -> new PickleValue.Whole(input.unsignedByte());
            case Opcode.BININT2 -> new PickleValue.Whole(input.unsignedShort());
            case Opcode.BININT -> new PickleValue.Whole(input.signedInt());
            case Opcode.LONG1 -> integer(input.unsignedByte());
            case Opcode.LONG4 -> integer(input.signedInt());
            case Opcode.INT -> integerLine(input.line());
            case Opcode.LONG -> integerLine(input.line().replaceFirst("L$", ""));
            case Opcode.BINFLOAT -> new PickleValue.Decimal(input.decimal());
            case Opcode.FLOAT -> decimalLine(input.line());
            case Opcode.BINUNICODE -> text(input.unsignedInt(), StandardCharsets.UTF_8);
            case Opcode.SHORT_BINUNICODE -> text(input.unsignedByte(), StandardCharsets.UTF_8);
            case Opcode.BINUNICODE8 -> text(input.unsignedLong(), StandardCharsets.UTF_8);
            case Opcode.BINSTRING -> text(input.signedInt(), StandardCharsets.ISO_8859_1);
            case Opcode.SHORT_BINSTRING -> text(input.unsignedByte(), StandardCharsets.ISO_8859_1);
            case Opcode.STRING -> new PickleValue.Text(PickleText.unquoted(input.line(), input));
            case Opcode.UNICODE -> new PickleValue.Text(PickleText.rawUnicode(input.line()));
            case Opcode.BINBYTES -> new PickleValue.Bytes(input.bytes(input.unsignedInt()));
            case Opcode.SHORT_BINBYTES -> new PickleValue.Bytes(input.bytes(input.unsignedByte()));
            case Opcode.BINBYTES8, Opcode.BYTEARRAY8 -> new PickleValue.Bytes(input.bytes(input.unsignedLong()));
            default -> throw unknown(operation);
        };
    }

    private CheckpointException unknown(int operation) {
        return input.damaged("the unknown operation " + operation);
    }

    private PickleValue container(int operation) {
        return switch (operation) {
            case Opcode.EMPTY_TUPLE -> PickleValue.EMPTY_TUPLE;
            case Opcode.EMPTY_LIST -> new PickleValue.Items(Kind.LIST, new ArrayList<>(0));
            case Opcode.EMPTY_SET -> new PickleValue.Items(Kind.SET, new ArrayList<>(0));
            case Opcode.EMPTY_DICT -> new PickleValue.Pairs();
            case Opcode.TUPLE -> tuple(stack.popToMark());
            case Opcode.LIST -> new PickleValue.Items(Kind.LIST, stack.popToMark());
            case Opcode.FROZENSET -> new PickleValue.Items(Kind.SET, stack.popToMark());
            case Opcode.DICT -> new PickleValue.Pairs(keysAndValues());
            case Opcode.TUPLE1 -> tuple(top(1));
            case Opcode.TUPLE2 -> tuple(top(2));
            case Opcode.TUPLE3 -> tuple(top(3));
            default -> throw unknown(operation);
        };
    }

    private static PickleValue tuple(List<PickleValue> items) {
        return new PickleValue.Items(Kind.TUPLE, items);
    }

    private List<PickleValue> top(int count) {
        PickleValue[] top = new PickleValue[count];
        for (int index = count - 1; index >= 0; index--) {
            top[index] = stack.pop();
        }
        return List.of(top);
    }

    /** Adds to the value below: a list, a set, or an object that behaves like one. */
    private void append(List<PickleValue> more) {
        switch (stack.peek()) {
            case PickleValue.Items items when items.kind() != Kind.TUPLE -> items.items().addAll(more);
            case PickleValue.Call call -> call.append(more);
            default -> throw input.damaged("an operation that appends to what is no list");
        }
    }

    private void put(List<PickleValue> keysAndValues) {
        switch (stack.peek()) {
            case PickleValue.Pairs pairs -> pairs.addAll(keysAndValues);
            case PickleValue.Call call -> call.put(keysAndValues);
            default -> throw input.damaged("an operation that puts keys into what is no dictionary");
        }
    }

    private void build(PickleValue attributes) {
        if (!(stack.peek() instanceof PickleValue.Call call)) {
            throw input.damaged("an operation that gives attributes to what is no object");
        }
        call.build(attributes);
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
            case Opcode.GLOBAL, Opcode.INST -> {
                PickleValue global = global(input.line(), input.line());
                yield operation == Opcode.GLOBAL ? global : call(global, tuple(stack.popToMark()));
            }
            case Opcode.STACK_GLOBAL -> {
                List<PickleValue> names = top(2);
                if (names.get(0) instanceof PickleValue.Text(String module)
                        && names.get(1) instanceof PickleValue.Text(String name)) {
                    yield global(module, name);
                }
                throw input.damaged("a global whose name is no text");
            }
            case Opcode.OBJ -> {
                List<PickleValue> parts = stack.popToMark();
                if (parts.isEmpty()) {
                    throw input.damaged("an object without a class");
                }
                yield call(parts.getFirst(), tuple(parts.subList(1, parts.size())));
            }
            case Opcode.REDUCE, Opcode.NEWOBJ -> {
                List<PickleValue> parts = top(2);
                yield call(parts.get(0), parts.get(1));
            }
            case Opcode.NEWOBJ_EX -> {
                List<PickleValue> parts = top(3);
                yield call(parts.get(0), parts.get(1)).with(parts.get(2));
            }
            case Opcode.PERSID -> reference(new PickleValue.Text(input.line()));
            case Opcode.BINPERSID -> reference(stack.pop());
            default -> throw unknown(operation);
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
