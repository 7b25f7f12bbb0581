package dev.nacre.mammo.phantom;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.GreyPng;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes phantoms to a folder: {@code images} and {@code masks} as 8-bit PNG, {@code train.csv} and {@code test.csv} in
 * the layout of {@link dev.nacre.mammo.data.PretrainingTable} (in the first, fold 0 is a tenth of the patients for
 * validation), {@code lesions.csv} with a row for each lesion and view, and at last {@code truth.csv} with a row for
 * each breast, so that a folder with a truth is a whole set. The bytes depend on the settings alone.
 */
public final class PhantomSet {
    private final Path directory;
    private final PhantomSettings settings;
    private final PhantomGenerator generator;

    private PhantomSet(Path directory, PhantomSettings settings) {
        this.directory = directory;
        this.settings = settings;
        this.generator = new PhantomGenerator(settings);
    }

    /**
     * Makes all phantoms and writes them, by as many threads as there are processors.
     *
     * @param directory made where it is not there; must be empty
     * @throws InputException if the folder is not empty or cannot be written
     */
    public static PhantomTruth write(Path directory, PhantomSettings settings) {
        PhantomSet set = new PhantomSet(directory, settings);
        try {
            set.prepare();
            set.writeTables(set.drawAll());
        } catch (IOException | UncheckedIOException failed) {
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
        Files.createDirectory(directory.resolve(PhantomTables.IMAGES));
        Files.createDirectory(directory.resolve(PhantomTables.MASKS));
    }

    private List<PhantomTables> drawAll() throws IOException {
        List<Callable<PhantomTables>> tasks = IntStream.rangeClosed(1, settings.patients())
                .<Callable<PhantomTables>>mapToObj(number -> () -> draw(generator.patient(number))).toList();
        List<PhantomTables> rows = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().name("nacre-phantom-", 0).factory())) {
            List<Future<PhantomTables>> futures = tasks.stream().map(threads::submit).toList();
            try {
                for (Future<PhantomTables> future : futures) {
                    rows.add(future.get());
                }
            } finally {
                threads.shutdownNow();
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException full) {
                throw full;
            }
            throw new IllegalStateException("a phantom could not be drawn", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the writing of phantoms was interrupted", stopped);
        }
        return rows;
    }

    private PhantomTables draw(PhantomPatient patient) throws IOException {
        PhantomTables rows = new PhantomTables(patient, split(patient.number()));
        for (PhantomBreast breast : patient.breasts()) {
            for (View view : View.values()) {
                PhantomView drawn = generator.view(breast, view);
                GreyPicture picture = drawn.picture();
                Files.write(directory.resolve(PhantomTables.image(patient, breast, view)), GreyPng.encode(picture));
                for (LesionMask mask : drawn.lesions()) {
                    Files.write(directory.resolve(PhantomTables.mask(patient, breast, view, mask.lesion())),
                            GreyPng.encode(levels(mask)));
                    rows.lesion(breast, view, mask);
                }
            }
            rows.breast(breast);
        }
        return rows;
    }

    private static GreyPicture levels(LesionMask mask) {
        short[] levels = new short[mask.pixels().length];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) (mask.pixels()[index] ? 255 : 0);
        }
        return new GreyPicture(mask.height(), mask.width(), Byte.SIZE, levels);
    }

    /** The first patients train, every tenth of them validates, and the last ones test: patients are independent. */
    private Split split(int number) {
        if (number > settings.patients() - settings.testPatients()) {
            return Split.TEST;
        }
        return number % 10 == 0 ? Split.VALIDATION : Split.TRAINING;
    }

    private void writeTables(List<PhantomTables> rows) throws IOException {
        AtomicFile.write(directory.resolve("train.csv"), PhantomTables.pretraining(rows, false));
        AtomicFile.write(directory.resolve("test.csv"), PhantomTables.pretraining(rows, true));
        AtomicFile.write(directory.resolve(PhantomTables.LESIONS), PhantomTables.lesions(rows));
        AtomicFile.write(directory.resolve(PhantomTables.TRUTH), PhantomTables.truth(rows));
    }

    /** Keys of wordings, beside those that pictures use. */
    static PhantomReport report(PhantomBreast breast, int wording) {
        return PhantomReport.of(breast, breast.key().child("report").child(wording));
    }

    static String side(Laterality laterality) {
        return laterality == Laterality.LEFT ? "L" : "R";
    }
}
