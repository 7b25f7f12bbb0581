package dev.nacre.mammo.phantom;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.mammo.dicom.DicomException;
import dev.nacre.mammo.dicom.DicomWriter;
import dev.nacre.mammo.phantom.population.PhantomPatient;
import dev.nacre.mammo.phantom.population.PhantomSettings;
import dev.nacre.mammo.phantom.population.Population;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder of phantoms: {@code images} with a DICOM file for each view, {@code masks} with an 8-bit PNG for each lesion
 * in each view, {@code train.csv} and {@code test.csv} in the layout of {@link dev.nacre.mammo.data.PretrainingTable}
 * (current exams; in the first, fold 0 is a tenth of the women for validation), {@code exams.csv} with reports, {@code
 * views.csv}, {@code lesions.csv} and, at last, {@code truth.csv}, so that a folder with a truth is a whole set. The
 * bytes depend on the settings and the compression alone, not on the number of threads.
 *
 * @param directory made where it is not there; must be empty
 * @param settings what is drawn
 * @param compression of the DICOM files
 * @param threads how many women are worked on at once
 */
public record PhantomSet(Path directory, PhantomSettings settings, DicomWriter.Compression compression, int threads) {
    /** Hears how far the work is; called by many threads, one at a time. */
    @FunctionalInterface
    public interface Progress {
        /** One more exam is done. */
        void exams(int done, int total);
    }

    /** Refuses to work with no thread. */
    public PhantomSet {
        if (threads < 1) {
            throw new InputException("the phantoms are to be drawn by " + threads + " threads: give 1 or more");
        }
    }

    /** In JPEG Lossless, by as many threads as there are processors. */
    public PhantomSet(Path directory, PhantomSettings settings) {
        this(directory, settings, DicomWriter.Compression.JPEG_LOSSLESS, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Draws all phantoms and writes them.
     *
     * @throws InputException if the folder is not empty or cannot be written
     */
    public PhantomTruth write(Progress progress) {
        try {
            prepare();
            Population population = new Population(settings);
            List<PhantomPatient> patients = IntStream.rangeClosed(1, settings.patients())
                    .mapToObj(population::patient).toList();
            List<PatientRows> rows = draw(patients, progress);
            for (PhantomTable table : PhantomTable.values()) {
                AtomicFile.write(directory.resolve(table.file()), table.header()
                        + rows.stream().map(patient -> patient.of(table)).collect(Collectors.joining()));
            }
        } catch (IOException | UncheckedIOException | DicomException failed) {
            throw new InputException("the phantoms cannot be written to " + directory + " (" + failed.getMessage()
                    + "): check its permissions and the space left, or give another folder", failed);
        }
        return PhantomTruth.read(directory);
    }

    private void prepare() throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                throw new InputException("the folder " + directory + " is not empty: give a new folder");
            }
        }
    }

    private List<PatientRows> draw(List<PhantomPatient> patients, Progress progress) throws IOException {
        Counter counter = new Counter(progress, patients.stream().mapToInt(patient -> patient.exams().size()).sum());
        PatientWriter writer = new PatientWriter(directory, settings.height(), settings.width(), compression);
        List<PatientRows> rows = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads,
                Thread.ofPlatform().daemon().name("nacre-phantom-", 0).factory())) {
            List<Future<PatientRows>> futures = new ArrayList<>();
            for (PhantomPatient patient : patients) {
                futures.add(workers.submit(() -> writer.write(patient, counter)));
            }
            try {
                for (Future<PatientRows> future : futures) {
                    rows.add(future.get());
                }
            } finally {
                workers.shutdownNow();
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException full) {
                throw full;
            }
            throw failed.getCause() instanceof RuntimeException known ? known
                    : new IllegalStateException("a phantom could not be drawn", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the writing of phantoms was interrupted", stopped);
        }
        return rows;
    }

    private static final class Counter implements Runnable {
        private final Progress progress;
        private final int total;
        private int done;

        Counter(Progress progress, int total) {
            this.progress = progress;
            this.total = total;
        }

        @Override
        public synchronized void run() {
            progress.exams(++done, total);
        }
    }
}
