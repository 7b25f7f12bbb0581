package dev.nacre.mammo.dicom.codec;

import dev.nacre.mammo.dicom.DicomException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * JPEG 2000 streams, decoded by jai-imageio in worker processes: it is exact, but some damaged streams make it hang. A
 * worker serves many frames; one that takes too long is ended, and the next frame gets a fresh one. There are at most
 * as many as there are processors; more threads wait. Idle workers end by themselves. Safe for use by many threads.
 */
final class Jpeg2000Workers {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Supplier<List<String>> command;
    private final Duration limit;
    private final Semaphore workers;
    private final ConcurrentLinkedDeque<WorkerProcess> idle = new ConcurrentLinkedDeque<>();

    /** Gives each frame 20 seconds. */
    Jpeg2000Workers() {
        this(WorkerCommand::jpeg2000, LIMIT, Runtime.getRuntime().availableProcessors());
    }

    Jpeg2000Workers(Supplier<List<String>> command, Duration limit, int mostWorkers) {
        this.command = command;
        this.limit = limit;
        workers = new Semaphore(mostWorkers);
    }

    /**
     * The samples of a stream that has been checked.
     *
     * @throws DicomException if it is damaged, or decoding it takes too long
     */
    short[] decode(byte[] stream, FrameLayout layout) {
        try {
            workers.acquire();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DicomException("interrupted while the compressed frame waited for a JPEG 2000 worker",
                    interrupted);
        }
        try {
            return decodeByWorker(stream, layout);
        } catch (TimeoutException slow) {
            throw new DicomException("the compressed frame was given up: decoding JPEG 2000 took longer than "
                    + limit.toMillis() / 1000.0 + " s; the file seems damaged, transfer or export it again", slow);
        } catch (IOException died) {
            throw new DicomException("the compressed frame ended the process that decodes JPEG 2000: the file seems "
                    + "damaged, transfer or export it again", died);
        } finally {
            workers.release();
        }
    }

    /** Ends the processes that wait for frames. */
    void endIdle() {
        WorkerProcess worker = idle.pollFirst();
        while (worker != null) {
            worker.end();
            worker = idle.pollFirst();
        }
    }

    private short[] decodeByWorker(byte[] stream, FrameLayout layout) throws IOException, TimeoutException {
        WorkerProcess used = idleWorker();
        if (used != null) {
            try {
                return decodeBy(used, stream, layout);
            } catch (IOException died) {
                // It may have ended for being idle just when it was chosen: a fresh one will tell.
                used.end();
            }
        }
        return decodeBy(WorkerProcess.start(command.get()), stream, layout);
    }

    private WorkerProcess idleWorker() {
        WorkerProcess worker = idle.pollFirst();
        while (worker != null && !worker.isAlive()) {
            worker = idle.pollFirst();
        }
        return worker;
    }

    private short[] decodeBy(WorkerProcess worker, byte[] stream, FrameLayout layout)
            throws IOException, TimeoutException {
        boolean usable = false;
        try {
            short[] samples = worker.decode(stream, layout, limit);
            usable = true;
            return samples;
        } catch (DicomException refused) {
            usable = true;
            throw refused;
        } finally {
            if (usable) {
                idle.addFirst(worker);
            } else {
                worker.end();
            }
        }
    }
}
