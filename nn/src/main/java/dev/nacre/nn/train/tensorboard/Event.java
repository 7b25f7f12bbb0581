package dev.nacre.nn.train.tensorboard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Events as TensorFlow's {@code event.proto} and {@code summary.proto} define them. */
final class Event {
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;
    private static final int SESSION_START = 1;
    private static final int STRING = 7;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int PNG_HEADER = 26;

    private Event() {
    }

    /** What a file begins with. */
    static byte[] version(double wallTime) {
        return new Message().decimal(WALL_TIME, wallTime).text(FILE_VERSION, "brain.Event:2").toBytes();
    }

    /** What earlier files say about this step and later ones is void. */
    static byte[] sessionStart(double wallTime, long step) {
        return at(wallTime, step).message(SESSION_LOG, new Message().whole(1, SESSION_START)).toBytes();
    }

    static byte[] scalars(double wallTime, long step, Map<String, Double> values) {
        Message summary = new Message();
        values.forEach((tag, value) -> summary.message(1, new Message().text(1, tag).single(2, value.floatValue())));
        return at(wallTime, step).message(SUMMARY, summary).toBytes();
    }

    static byte[] histogram(double wallTime, long step, String tag, Histogram values) {
        Message histogram = new Message().decimal(1, values.smallest()).decimal(2, values.largest())
                .decimal(3, values.count()).decimal(4, values.sum()).decimal(5, values.sumOfSquares())
                .decimals(6, values.limits()).decimals(7, values.counts());
        return summary(wallTime, step, new Message().text(1, tag).message(5, histogram));
    }

    /** @throws IllegalArgumentException if the bytes are no PNG file */
    static byte[] picture(double wallTime, long step, String tag, byte[] png) {
        if (png.length < PNG_HEADER || !Arrays.equals(Arrays.copyOf(png, PNG.length), PNG)) {
            throw new IllegalArgumentException("the picture '" + tag + "' is no PNG file: give its encoded bytes");
        }
        ByteBuffer header = ByteBuffer.wrap(png);
        int width = header.getInt(16);
        int height = header.getInt(20);
        int channels = switch (png[25]) {
            case 0 -> 1;
            case 4 -> 2;
            case 6 -> 4;
            default -> 3;
        };
        Message picture = new Message().whole(1, height).whole(2, width).whole(3, channels).bytes(4, png);
        return summary(wallTime, step, new Message().text(1, tag).message(4, picture));
    }

    /** Markdown. */
    static byte[] text(double wallTime, long step, String tag, String markdown) {
        Message one = new Message().message(2, new Message().whole(1, 1));
        Message tensor = new Message().whole(1, STRING).message(2, one)
                .bytes(8, markdown.getBytes(StandardCharsets.UTF_8));
        Message plugin = new Message().message(1, new Message().text(1, "text"));
        return summary(wallTime, step, new Message().text(1, tag).message(8, tensor).message(9, plugin));
    }

    private static byte[] summary(double wallTime, long step, Message value) {
        return at(wallTime, step).message(SUMMARY, new Message().message(1, value)).toBytes();
    }

    private static Message at(double wallTime, long step) {
        return new Message().decimal(WALL_TIME, wallTime).whole(STEP, step);
    }
}
