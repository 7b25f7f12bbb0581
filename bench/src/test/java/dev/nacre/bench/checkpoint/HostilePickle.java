package dev.nacre.bench.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Builds a pickle operation by operation, and the PyTorch archive around it. */
final class HostilePickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    HostilePickle() {
        raw(0x80, 2);
    }

    /** These bytes, which are operations. */
    HostilePickle raw(int... bytes) {
        for (int value : bytes) {
            out.write(value);
        }
        return this;
    }

    /** These characters, which are operations. */
    HostilePickle operations(String characters) {
        out.writeBytes(characters.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** These operations, so many times. */
    HostilePickle times(int count, String characters) {
        byte[] operations = characters.getBytes(StandardCharsets.ISO_8859_1);
        for (int number = 0; number < count; number++) {
            out.writeBytes(operations);
        }
        return this;
    }

    /** Pushes a text. */
    HostilePickle text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        raw('X', bytes.length, bytes.length >> 8, bytes.length >> 16, bytes.length >> 24);
        out.writeBytes(bytes);
        return this;
    }

    /** Notes the topmost value under a number, and drops it. */
    HostilePickle keep(int number) {
        return raw('q', number, '0');
    }

    /** Pushes what was kept. */
    HostilePickle recall(int number) {
        return raw('h', number);
    }

    /** Notes a tensor of one element whose storage has that key; uses the numbers 250 to 254. */
    HostilePickle keepTensor(int number, String key) {
        operations("ctorch._utils\n_rebuild_tensor_v2\n((").text("storage").operations("ctorch\nFloatStorage\n")
                .text(key).text("cpu").raw('K', 1, 't', 'Q', 'K', 0, 'K', 1, 0x85, 'K', 1, 0x85, 0x89)
                .operations("ccollections\nOrderedDict\n)RtR");
        return keep(number);
    }

    /** The archive, with one storage of one float called 0. */
    byte[] archive() {
        out.write('.');
        return new Archive(Map.of("a/data.pkl", out.toByteArray(), "a/data/0", new byte[4])).bytes();
    }
}
