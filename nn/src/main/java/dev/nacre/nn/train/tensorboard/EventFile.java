package dev.nacre.nn.train.tensorboard;

import dev.nacre.core.Tensor;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A file that TensorBoard shows while it grows: numbers, histograms, pictures and texts by step. Tags are names such as
 * {@code loss/training}; what stands before the slash groups them. Each event goes to the operating system at once, so
 * a process that is killed loses none; {@link #flush()} also waits for the disk. For one thread at a time.
 */
public final class EventFile implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\.nacre\\.(\\d{5})");
    private static final int CRC_MASK = 0xA282EAD8;

    private final Path file;
    private final FileChannel channel;

    /**
     * Begins a new file beside those that may be there. What they say about {@code firstStep} and later steps is void:
     * a resumed training does these steps again.
     *
     * @param folder    made if it is not there; TensorBoard calls each folder a run
     * @param firstStep first step that this file will speak of
     * @throws InputException if it cannot be written, like all that write here
     */
    public EventFile(Path folder, long firstStep) {
        try {
            Files.createDirectories(folder);
            file = folder.resolve(nextName(folder));
            channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure(folder, e);
        }
        write(Event.version(now()));
        write(Event.sessionStart(now(), firstStep));
    }

    /** TensorBoard reads files in the order of their names, which must be that of their beginnings. */
    private static String nextName(Path folder) throws IOException {
        long second = System.currentTimeMillis() / 1000;
        int number = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path other : (Iterable<Path>) files::iterator) {
                Matcher matcher = NAME.matcher(other.getFileName().toString());
                if (matcher.matches() && Long.parseLong(matcher.group(1)) >= second) {
                    boolean sameSecond = Long.parseLong(matcher.group(1)) == second;
                    second = Long.parseLong(matcher.group(1));
                    int after = Integer.parseInt(matcher.group(2)) + 1;
                    number = sameSecond ? Math.max(number, after) : after;
                }
            }
        }
        return String.format(Locale.ROOT, "events.out.tfevents.%010d.nacre.%05d", second, number);
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Numbers of one step, by tag; shown in single precision. */
    public void scalars(long step, Map<String, Double> values) {
        write(Event.scalars(now(), step, values));
    }

    /** How often which values occur among all elements of a tensor; those that are not finite are left out. */
    public void histogram(long step, String tag, Tensor values) {
        write(Event.histogram(now(), step, tag, Histogram.of(values)));
    }

    /**
     * A picture.
     *
     * @param png bytes of a PNG file
     * @throws IllegalArgumentException if they are none
     */
    public void picture(long step, String tag, byte[] png) {
        write(Event.picture(now(), step, tag, png));
    }

    /** A text, which TensorBoard shows as Markdown. */
    public void text(long step, String tag, String markdown) {
        write(Event.text(now(), step, tag, markdown));
    }

    /** Waits until all of it is on the disk, so that even a power cut loses none. */
    public void flush() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static double now() {
        return System.currentTimeMillis() * 1e-3;
    }

    private void write(byte[] event) {
        ByteBuffer record = record(event);
        try {
            while (record.hasRemaining()) {
                channel.write(record);
            }
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** TensorFlow's framing: the length, its checksum, the bytes, their checksum. */
    static ByteBuffer record(byte[] event) {
        byte[] length = Message.littleEndian(Long.BYTES).putLong(event.length).array();
        return Message.littleEndian(event.length + Long.BYTES + 2 * Integer.BYTES)
                .put(length).putInt(checksum(length)).put(event).putInt(checksum(event)).flip();
    }

    /** CRC-32C, rotated and shifted, since checksums of data that hold checksums are weak. */
    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
    }

    private static InputException failure(Path where, IOException e) {
        return new InputException("the TensorBoard log " + where + " cannot be written (" + e.getMessage()
                + "): free some space or choose another output directory", e);
    }
}
