package dev.nacre.bench.checkpoint;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes what {@code torch.save} wrote before version 1.6: pickles and storages one after the other; small files. */
final class TorchSequentialWriter {
    /** A pickle of the format's magic number, and one of its version 1001. */
    private static final byte[] MAGIC_AND_VERSION =
            HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e" + "80024de9032e");

    private TorchSequentialWriter() {
    }

    static byte[] bytes(SavedValue value) {
        PickleWriter pickle = new PickleWriter(true);
        byte[] pickled = pickle.write(value);
        List<SavedValue> keys = IntStream.range(0, pickle.tensors().size())
                .mapToObj(number -> (SavedValue) new SavedValue.Text(Integer.toString(number))).toList();
        Map<String, SavedValue> machine = new LinkedHashMap<>();
        machine.put("protocol_version", new SavedValue.Whole(1001));
        machine.put("little_endian", new SavedValue.Truth(true));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC_AND_VERSION);
        out.writeBytes(new PickleWriter(true).write(SavedValue.dictionary(machine)));
        out.writeBytes(pickled);
        out.writeBytes(new PickleWriter(true).write(new SavedValue.Items(keys)));
        for (SavedValue.Tensor tensor : pickle.tensors()) {
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(tensor.count())
                    .array());
            out.writeBytes(TorchZipWriter.elements(tensor).toArray(ValueLayout.JAVA_BYTE));
        }
        return out.toByteArray();
    }
}
