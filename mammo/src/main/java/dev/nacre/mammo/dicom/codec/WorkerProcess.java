package dev.nacre.mammo.dicom.codec;

import dev.nacre.mammo.dicom.DicomException;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process that decodes one stream at a time. It ends when its input is closed, by whatever end of this program, so
 * nothing has to be registered anywhere. Not safe for use by many threads.
 */
final class WorkerProcess {
    /** Variables by which Java takes further options; they are meant for the program, such as a debugger's port. */
    private static final List<String> OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS",
            "CLASSPATH");
    private static final int CHUNK = 1 << 15;

    private final Process process;
    private final DataOutputStream requests;
    private final DataInputStream answers;

    private WorkerProcess(Process process) {
        this.process = process;
        requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), CHUNK));
        answers = new DataInputStream(process.getInputStream());
    }

    static WorkerProcess start(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeAll(OPTIONS);
        try {
            return new WorkerProcess(builder.start());
        } catch (IOException refused) {
            throw new DicomException("JPEG 2000 frames are decoded in a process of their own, which could not be "
                    + "started (" + refused.getMessage() + ")", refused);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void end() {
        process.destroyForcibly();
    }

    /**
     * Decodes a frame.
     *
     * @throws DicomException if the worker refuses the stream
     * @throws TimeoutException if it took too long; the process has been ended
     * @throws IOException if the process has died
     */
    short[] decode(byte[] stream, FrameLayout layout, Duration limit) throws IOException, TimeoutException {
        CountDownLatch done = new CountDownLatch(1);
        AtomicBoolean overdue = new AtomicBoolean();
        // A thread of its own: the JDK's schedulers keep the class loader of whoever starts them for ever.
        Thread.ofPlatform().daemon().name("nacre-jpeg2000-watch").start(() -> watch(done, limit, overdue));
        try {
            return exchange(stream, layout);
        } catch (IOException died) {
            if (overdue.get()) {
                throw new TimeoutException();
            }
            throw died;
        } finally {
            done.countDown();
        }
    }

    /** Ending the process makes whoever reads from it fail. */
    private void watch(CountDownLatch done, Duration limit, AtomicBoolean overdue) {
        try {
            if (!done.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                overdue.set(true);
                process.destroyForcibly();
            }
        } catch (InterruptedException impossible) {
            Thread.currentThread().interrupt();
        }
    }

    private short[] exchange(byte[] stream, FrameLayout layout) throws IOException {
        requests.writeInt(layout.rows());
        requests.writeInt(layout.columns());
        requests.writeInt(stream.length);
        requests.write(stream);
        requests.flush();
        if (answers.readByte() != Jpeg2000Worker.DECODED) {
            throw new DicomException("the compressed frame is damaged or unusual JPEG 2000 (" + answers.readUTF()
                    + "): transfer or export the file again");
        }
        short[] samples = new short[layout.pixels()];
        byte[] chunk = new byte[CHUNK];
        for (int index = 0; index < samples.length;) {
            int count = Math.min(CHUNK / 2, samples.length - index);
            answers.readFully(chunk, 0, 2 * count);
            for (int offset = 0; offset < count; offset++) {
                samples[index++] = (short) (chunk[2 * offset] << 8 | chunk[2 * offset + 1] & 0xFF);
            }
        }
        return samples;
    }
}
