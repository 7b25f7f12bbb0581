package dev.nacre.bench.checkpoint;

import dev.nacre.core.io.StoredType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes one value as a pickle of protocol 2, operation by operation as Python's pickler does for {@code torch.save}:
 * containers, texts and globals are noted for later use, and long containers are filled in batches. For one thread.
 */
final class PickleWriter {
    private static final int BATCH = 1000;
    private static final Map<StoredType, String> STORAGES = Map.ofEntries(
            Map.entry(StoredType.F64, "DoubleStorage"), Map.entry(StoredType.F32, "FloatStorage"),
            Map.entry(StoredType.F16, "HalfStorage"), Map.entry(StoredType.BF16, "BFloat16Storage"),
            Map.entry(StoredType.I64, "LongStorage"), Map.entry(StoredType.I32, "IntStorage"),
            Map.entry(StoredType.I16, "ShortStorage"), Map.entry(StoredType.I8, "CharStorage"),
            Map.entry(StoredType.U8, "ByteStorage"), Map.entry(StoredType.BOOL, "BoolStorage"),
            Map.entry(StoredType.C64, "ComplexFloatStorage"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, Integer> noted = new HashMap<>();
    private final List<SavedValue.Tensor> tensors = new ArrayList<>();
    private final boolean sequential;
    private int notes;

    /** @param sequential whether references to storages have the sixth part that the older format gives them */
    PickleWriter(boolean sequential) {
        this.sequential = sequential;
    }

    /** The pickle of a value; a writer writes one. */
    byte[] write(SavedValue value) {
        out.write(0x80);
        out.write(2);
        put(value);
        out.write('.');
        return out.toByteArray();
    }

    /** The tensors, in the order in which the pickle numbers their storages. */
    List<SavedValue.Tensor> tensors() {
        return tensors;
    }

    private void put(SavedValue value) {
        switch (value) {
            case SavedValue.None() -> out.write('N');
            case SavedValue.Truth(boolean truth) -> out.write(truth ? 0x88 : 0x89);
            case SavedValue.Whole(long whole) -> whole(whole);
            case SavedValue.Decimal(double decimal) -> {
                out.write('G');
                out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(decimal).array());
            }
            case SavedValue.Text(String text) -> text(text);
            case SavedValue.Items(List<SavedValue> items) -> list(items);
            case SavedValue.Tuple(List<SavedValue> items) -> tuple(items);
            case SavedValue.Dictionary dictionary -> dictionary(dictionary);
            case SavedValue.Instance instance -> instance(instance);
            case SavedValue.Tensor tensor -> tensor(tensor);
        }
    }

    private void whole(long whole) {
        if (whole >= 0 && whole < 1 << 8) {
            out.write('K');
            little(whole, 1);
        } else if (whole >= 0 && whole < 1 << 16) {
            out.write('M');
            little(whole, 2);
        } else if (whole == (int) whole) {
            out.write('J');
            little(whole, 4);
        } else {
            out.write(0x8A);
            out.write(Long.BYTES);
            little(whole, Long.BYTES);
        }
    }

    private void text(String text) {
        if (!recalled("text " + text)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.write('X');
            little(bytes.length, 4);
            out.writeBytes(bytes);
            note("text " + text);
        }
    }

    private void global(String module, String name) {
        String both = module + "\n" + name + "\n";
        if (!recalled("global " + both)) {
            out.write('c');
            out.writeBytes(both.getBytes(StandardCharsets.UTF_8));
            note("global " + both);
        }
    }

    private void list(List<SavedValue> items) {
        out.write(']');
        note();
        for (int begin = 0; begin < items.size(); begin += BATCH) {
            List<SavedValue> batch = items.subList(begin, Math.min(items.size(), begin + BATCH));
            if (batch.size() > 1) {
                out.write('(');
            }
            batch.forEach(this::put);
            out.write(batch.size() > 1 ? 'e' : 'a');
        }
    }

    private void tuple(List<SavedValue> items) {
        if (items.isEmpty()) {
            out.write(')');
            return;
        }
        if (items.size() > 3) {
            out.write('(');
        }
        items.forEach(this::put);
        out.write(items.size() > 3 ? 't' : 0x84 + items.size());
        note();
    }

    private void dictionary(SavedValue.Dictionary dictionary) {
        if (dictionary.ordered()) {
            emptyOrdered();
        } else {
            out.write('}');
            note();
        }
        Iterator<Map.Entry<SavedValue, SavedValue>> entries = dictionary.entries().entrySet().iterator();
        for (int left = dictionary.entries().size(); left > 0; left -= BATCH) {
            int batch = Math.min(BATCH, left);
            if (batch > 1) {
                out.write('(');
            }
            for (int number = 0; number < batch; number++) {
                Map.Entry<SavedValue, SavedValue> entry = entries.next();
                put(entry.getKey());
                put(entry.getValue());
            }
            out.write(batch > 1 ? 'u' : 's');
        }
    }

    private void emptyOrdered() {
        global("collections", "OrderedDict");
        out.write(')');
        out.write('R');
        note();
    }

    private void instance(SavedValue.Instance instance) {
        global(instance.module(), instance.name());
        out.write(')');
        out.write(0x81);
        note();
        put(instance.attributes());
        out.write('b');
    }

    private void tensor(SavedValue.Tensor tensor) {
        String storage = STORAGES.get(tensor.type());
        if (storage == null) {
            throw new IllegalArgumentException("PyTorch has no storage of its own for " + tensor.type() + " elements");
        }
        global("torch._utils", "_rebuild_tensor_v2");
        out.write('(');
        out.write('(');
        text("storage");
        global("torch", storage);
        text(Integer.toString(tensors.size()));
        text("cpu");
        whole(tensor.count());
        if (sequential) {
            out.write('N');
        }
        out.write('t');
        note();
        out.write('Q');
        whole(0);
        tuple(tensor.sizes().stream().map(size -> (SavedValue) new SavedValue.Whole(size)).toList());
        tuple(strides(tensor.sizes()));
        out.write(0x89);
        emptyOrdered();
        out.write('t');
        note();
        out.write('R');
        note();
        tensors.add(tensor);
    }

    private static List<SavedValue> strides(List<Long> sizes) {
        List<SavedValue> strides = new ArrayList<>();
        long step = 1;
        for (long size : sizes.reversed()) {
            strides.addFirst(new SavedValue.Whole(step));
            step *= Math.max(1, size);
        }
        return strides;
    }

    private boolean recalled(String what) {
        Integer number = noted.get(what);
        if (number == null) {
            return false;
        }
        out.write(number < 256 ? 'h' : 'j');
        little(number, number < 256 ? 1 : 4);
        return true;
    }

    private void note(String what) {
        noted.put(what, notes);
        note();
    }

    private void note() {
        out.write(notes < 256 ? 'q' : 'r');
        little(notes, notes < 256 ? 1 : 4);
        notes++;
    }

    private void little(long value, int bytes) {
        byte[] all = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
        out.write(all, 0, bytes);
    }
}
