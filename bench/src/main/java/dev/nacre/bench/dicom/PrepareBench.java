package dev.nacre.bench.dicom;

import dev.nacre.mammo.dicom.DicomWriter.Compression;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.PictureReader;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.FolderPreparation;
import dev.nacre.mammo.prepare.FolderPreparation.Format;
import dev.nacre.mammo.prepare.PreparationRow;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Pictures per second from DICOM files to prepared PNG files. */
@Command(name = "prepare", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Writes DICOM files of 2560 x 3328 pixels and 12 bits and prepares them, as nacre prepare does:"
                + " pictures per second, median of the rounds.")
public final class PrepareBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--picture", paramLabel = "FILE",
            description = "A mammogram of 2560 x 3328 pixels; without it, an invented one with noise.")
    private Path picture;

    @Option(names = "--files", defaultValue = "12", paramLabel = "N",
            description = "Files in a round (default: ${DEFAULT-VALUE}).")
    private int files;

    @Option(names = "--rounds", defaultValue = "5", paramLabel = "N",
            description = "Rounds behind one to warm up (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--threads", defaultValue = "2", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int threads;

    /** Created by the command line alone. */
    PrepareBench() {
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter screen = spec.commandLine().getOut();
        short[] levels = picture == null ? InventedMammogram.levels(1) : levels(PictureReader.read(picture));
        screen.println("| files | recipe | MiB each | pictures a second, " + threads + " threads | rounds |");
        screen.println("|---|---|---|---|---|");
        Path folder = Files.createTempDirectory("nacre-prepare");
        try {
            for (Compression compression : Compression.values()) {
                Path input = folder.resolve(compression.name());
                long bytes = write(input, levels, compression);
                for (PixelRecipe recipe : List.of(PixelRecipe.mammoClip(1520, 912), PixelRecipe.oriented(1024, 512))) {
                    double[] rates = rates(input, folder.resolve("out"), recipe);
                    screen.printf(Locale.ROOT, "| %s | %s | %.1f | %.1f | %s |%n",
                            compression == Compression.NONE ? "uncompressed" : "JPEG Lossless", recipe.name(),
                            bytes / (double) (1 << 20), rates[rates.length / 2], text(rates));
                    screen.flush();
                }
            }
        } finally {
            remove(folder);
        }
        return 0;
    }

    private double[] rates(Path input, Path output, PixelRecipe recipe) throws IOException {
        double[] rates = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            long start = System.nanoTime();
            List<PreparationRow> rows = new FolderPreparation(input, output, recipe, Format.PNG8, Set.of(),
                    threads)
                    .run((done, refused, total) -> { });
            double seconds = (System.nanoTime() - start) / 1e9;
            if (rows.stream().anyMatch(row -> row.prepared().isEmpty())) {
                throw new IllegalStateException("a file was refused: " + rows);
            }
            if (round >= 0) {
                rates[round] = files / seconds;
            }
            remove(output);
        }
        Arrays.sort(rates);
        return rates;
    }

    /** Size of one file. */
    private long write(Path input, short[] levels, Compression compression) throws IOException {
        Files.createDirectories(input);
        Path first = input.resolve("0.dcm");
        InventedMammogram.write(first, levels, compression);
        for (int number = 1; number < files; number++) {
            Files.copy(first, input.resolve(number + ".dcm"));
        }
        return Files.size(first);
    }

    private static short[] levels(GreyPicture picture) {
        if (picture.height() != InventedMammogram.ROWS || picture.width() != InventedMammogram.COLUMNS) {
            throw new InputException("the picture has " + picture.width() + " x " + picture.height()
                    + " pixels: give one of " + InventedMammogram.COLUMNS + " x " + InventedMammogram.ROWS);
        }
        double factor = InventedMammogram.WHITE / (double) ((1 << picture.bits()) - 1);
        short[] levels = new short[picture.levels().length];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) Math.rint(Short.toUnsignedInt(picture.levels()[index]) * factor);
        }
        return levels;
    }

    private static String text(double[] rates) {
        return String.format(Locale.ROOT, "%.1f to %.1f", rates[0], rates[rates.length - 1]);
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
