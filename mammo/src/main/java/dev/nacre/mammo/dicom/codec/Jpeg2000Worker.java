package dev.nacre.mammo.dicom.codec;

import java.awt.image.Raster;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The main class of a process that decodes JPEG 2000 streams: the library that does it hangs on some damaged streams,
 * and only a process can be ended from outside.
 *
 * <p>Standard input brings requests: rows, columns and length as big-endian int, then the stream. Standard output
 * answers each: {@link #DECODED} and the samples as big-endian short, or {@link #REFUSED} and a clause of modified
 * UTF-8. The process ends when its input does, thus with its parent, also in the midst of decoding; and when it has
 * been idle for a while.
 */
public final class Jpeg2000Worker {
    static final int DECODED = 0;
    static final int REFUSED = 1;

    private static final long IDLE_SECONDS = 30;
    private static final int LONGEST_CLAUSE = 300;

    private final SynchronousQueue<Request> requests = new SynchronousQueue<>();
    private final DataOutputStream answers;

    private record Request(int rows, int columns, byte[] stream) {
    }

    private Jpeg2000Worker(DataOutputStream answers) {
        this.answers = answers;
    }

    /** Serves until its input ends or it has been idle for half a minute. */
    public static void main(String[] arguments) throws InterruptedException {
        DataOutputStream answers = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 16));
        // The library prints warnings; they must not stand between the answers.
        System.setOut(System.err);
        ImageIO.setUseCache(false);
        Jpeg2000Worker worker = new Jpeg2000Worker(answers);
        Thread decoding = new Thread(worker::serve, "decoding");
        decoding.setDaemon(true);
        decoding.start();
        try (DataInputStream input = new DataInputStream(new BufferedInputStream(System.in, 1 << 16))) {
            while (true) {
                int rows = input.readInt();
                int columns = input.readInt();
                byte[] stream = new byte[input.readInt()];
                input.readFully(stream);
                worker.requests.put(new Request(rows, columns, stream));
            }
        } catch (EOFException ended) {
            // The parent has gone, or needs this process no more: nothing is waited for.
            Runtime.getRuntime().halt(0);
        } catch (IOException broken) {
            Runtime.getRuntime().halt(1);
        }
    }

    private void serve() {
        try {
            while (true) {
                Request request = requests.poll(IDLE_SECONDS, TimeUnit.SECONDS);
                if (request == null) {
                    Runtime.getRuntime().halt(0);
                    return;
                }
                answer(request);
            }
        } catch (IOException | InterruptedException broken) {
            Runtime.getRuntime().halt(1);
        }
    }

    private void answer(Request request) throws IOException {
        Raster raster;
        try {
            raster = decode(request);
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError refused) {
            answers.writeByte(REFUSED);
            answers.writeUTF(clause(refused));
            answers.flush();
            return;
        }
        answers.writeByte(DECODED);
        int[] row = new int[request.columns];
        byte[] bytes = new byte[2 * request.columns];
        for (int index = 0; index < request.rows; index++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + index, request.columns, 1, 0, row);
            for (int column = 0; column < request.columns; column++) {
                bytes[2 * column] = (byte) (row[column] >> 8);
                bytes[2 * column + 1] = (byte) row[column];
            }
            answers.write(bytes);
        }
        answers.flush();
    }

    /** What the library says, on one line and without the names of its classes. */
    private static String clause(Throwable refused) {
        String message = String.valueOf(refused.getMessage());
        if (refused instanceof OutOfMemoryError || message.contains("Java heap space")) {
            return "it needs too much memory";
        }
        String clause = message.replaceFirst("^An uncaught runtime exception has occurred:?", "")
                .replaceAll("[\\w.]+(Exception|Error):", "").replaceAll("\\s+", " ").strip();
        return clause.isEmpty() || clause.equals("null") ? "its structure is broken"
                : clause.substring(0, Math.min(LONGEST_CLAUSE, clause.length()));
    }

    private static Raster decode(Request request) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg 2000").next();
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(request.stream))) {
            reader.setInput(input, true, true);
            Raster raster = reader.readRaster(0, null);
            if (raster.getWidth() != request.columns || raster.getHeight() != request.rows
                    || raster.getNumBands() != 1) {
                throw new IOException("it decodes to " + raster.getWidth() + " x " + raster.getHeight() + " pixels of "
                        + raster.getNumBands() + " components");
            }
            return raster;
        } finally {
            reader.dispose();
        }
    }
}
