package dev.nacre.mammo.prepare;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.image.PictureGuards;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prepares every mammogram of a folder and those below it: reads files by content, follows one recipe, writes pictures
 * and a table of what was done and what was refused and why. A run that was stopped at any moment goes on; results do
 * not depend on the number of threads.
 *
 * @param input the folder with files of any kind that {@link MammogramReader} reads
 * @param output the folder for {@code pictures} or {@code pictures.safetensors}, {@code prepared.csv},
 *     {@code recipe.json}, the log {@code prepared.jsonl} and the key of the pseudonyms
 * @param recipe what is done to each picture
 * @param format how pictures are written
 * @param allowed codes of findings, see {@link PictureGuards#REFUSALS}, for which no picture is refused
 * @param threads how many files are worked on at once
 */
public record FolderPreparation(Path input, Path output, PixelRecipe recipe, Format format, Set<String> allowed,
        int threads) {
    /** The table of what was done. */
    public static final String TABLE = "prepared.csv";
    private static final String LOG = "prepared.jsonl";
    private static final String KEY = "pseudonyms.key";
    private static final String PICTURES = "pictures";

    /** How pictures are written. */
    public enum Format {
        /** A PNG file of 8 bits for each. */
        PNG8(8),
        /** A PNG file of 16 bits for each. */
        PNG16(16),
        /** One {@link PictureStore} with 8 bits. */
        STORE8(8),
        /** One {@link PictureStore} with 16 bits. */
        STORE16(16);

        private final int bits;

        Format(int bits) {
            this.bits = bits;
        }

        /** Bits of its levels. */
        public int bits() {
            return bits;
        }

        private boolean isStore() {
            return this == STORE8 || this == STORE16;
        }
    }

    /** Is told how far the work is; called by many threads, one at a time. */
    @FunctionalInterface
    public interface Progress {
        /**
         * One more file is done.
         *
         * @param done files done, those of earlier runs included
         * @param refused how many of them were refused
         * @param total all files
         */
        void files(int done, int refused, int total);
    }

    public FolderPreparation {
        allowed = Set.copyOf(allowed);
        for (String code : allowed) {
            if (!PictureGuards.REFUSALS.contains(code)) {
                throw new InputException("no picture is refused for '" + code + "': allow one or several of "
                        + PictureGuards.REFUSALS.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
        if (threads < 1) {
            throw new IllegalArgumentException("preparing takes at least one thread, got " + threads);
        }
    }

    /**
     * Does the work.
     *
     * @return a row for each file, in the order of their paths
     * @throws InputException if a folder cannot be read or written, or was prepared in another way; files that cannot
     *     be used are rows, not exceptions
     */
    public List<PreparationRow> run(Progress progress) {
        if (!Files.isDirectory(input)) {
            throw new InputException("there is no folder " + input + ": correct the path");
        }
        if (output.toAbsolutePath().normalize().startsWith(input.toAbsolutePath().normalize())) {
            throw new InputException("the folder " + output + " lies in " + input
                    + ", where its pictures would be taken for originals: write elsewhere");
        }
        List<Path> files = files();
        try {
            Files.createDirectories(output);
        } catch (IOException failed) {
            throw new InputException("the folder " + output + " cannot be made: check the path and its permissions",
                    failed);
        }
        Json.Fields how = Json.object().with("recipe", recipe.toJson()).with("format", format.name())
                .with("allowed", new Json.Items(allowed.stream().sorted().<Json>map(Json.Text::new).toList()));
        try (PreparationLog log = PreparationLog.open(output.resolve(LOG), how);
                PictureOutput pictures = open(log)) {
            PseudonymKey key = PseudonymKey.readOrMake(output.resolve(KEY));
            FilePreparation one = new FilePreparation(input, recipe, format.bits(), key, pictures,
                    ambiguous(files), allowed);
            List<PreparationRow> rows = all(files, one, log, pictures, progress);
            pictures.finish(rows.stream().flatMap(row -> row.prepared().stream()).toList());
            AtomicFile.write(output.resolve(TABLE), PreparationTable.text(rows));
            AtomicFile.write(output.resolve("recipe.json"), recipe.toJson() + "\n");
            return rows;
        } catch (IOException failed) {
            throw new InputException("the table in " + output + " cannot be written (" + failed.getMessage()
                    + "): check the free space; what is done stays done, run the same command again", failed);
        }
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(input)) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
            if (files.isEmpty()) {
                throw new InputException("the folder " + input + " holds no files: name another one");
            }
            return files;
        } catch (IOException | UncheckedIOException unreadable) {
            throw new InputException("the folder " + input + " cannot be read: check its permissions", unreadable);
        }
    }

    /** Two files that differ in their endings alone must not become the same picture. */
    private Set<String> ambiguous(List<Path> files) {
        Set<String> once = new HashSet<>();
        Set<String> several = new HashSet<>();
        for (Path file : files) {
            String stem = PreparedNames.stem(PreparedNames.slashed(input.relativize(file)));
            if (!once.add(stem)) {
                several.add(stem);
            }
        }
        return several;
    }

    private PictureOutput open(PreparationLog log) throws IOException {
        if (!format.isStore()) {
            Files.createDirectories(output.resolve(PICTURES));
            return new PngOutput(output.resolve(PICTURES));
        }
        long bytes = (long) recipe.elements() * format.bits() / Byte.SIZE;
        long known = log.rows().values().stream().flatMap(row -> row.prepared().stream())
                .mapToLong(picture -> picture.offset() + bytes).max().orElse(0);
        return new StoreOutput(output.resolve(PICTURES + ".safetensors"), recipe, format.bits(), known);
    }

    private List<PreparationRow> all(List<Path> files, FilePreparation one, PreparationLog log, PictureOutput pictures,
            Progress progress) {
        Map<String, PreparationRow> earlier = log.rows();
        Counter counter = new Counter(progress, files.size());
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<PreparationRow>> results = new ArrayList<>();
            for (Path file : files) {
                results.add(workers.submit(() -> {
                    PreparationRow known = earlier.get(one.id(file));
                    boolean done = known != null && one.isUnchanged(file, known)
                            && known.prepared().map(pictures::has).orElse(true);
                    PreparationRow row = done ? known : one.prepare(file);
                    if (!done) {
                        log.add(row);
                    }
                    counter.add(row);
                    return row;
                }));
            }
            return collect(results, workers);
        }
    }

    /** The first failure of the disk ends the work: every other file would fail, too. */
    private static List<PreparationRow> collect(List<Future<PreparationRow>> results, ExecutorService workers) {
        List<PreparationRow> rows = new ArrayList<>();
        for (Future<PreparationRow> result : results) {
            try {
                rows.add(result.get());
            } catch (ExecutionException failed) {
                workers.shutdownNow();
                throw failed.getCause() instanceof RuntimeException cause ? cause
                        : new IllegalStateException("preparing a picture failed", failed.getCause());
            } catch (InterruptedException stopped) {
                workers.shutdownNow();
                Thread.currentThread().interrupt();
                throw new CancellationException("preparing was interrupted; run the same command to go on");
            }
        }
        return rows;
    }

    private static final class Counter {
        private final Progress progress;
        private final int total;
        private int done;
        private int refused;

        Counter(Progress progress, int total) {
            this.progress = progress;
            this.total = total;
        }

        synchronized void add(PreparationRow row) {
            done++;
            refused += row.prepared().isPresent() ? 0 : 1;
            progress.files(done, refused, total);
        }
    }
}
