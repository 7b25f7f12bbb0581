package dev.nacre.examples;

import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.FolderPreparation;
import dev.nacre.mammo.prepare.PreparationRow;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prepares a folder of mammograms for a model. */
@Command(name = "prepare", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Makes pictures of one size and orientation out of all mammograms in a folder: DICOM, PNG, JPEG,"
                + " TIFF, PGM and BMP files, told by their content.",
            "The output folder gets the pictures, prepared.csv with what was done to each file or why it was refused,"
                + " and recipe.json. Run the same command again to go on after a stop. No file holds a patient's name,"
                + " number or birth date; parts of paths that do are replaced. Research use, not for diagnosis."})
final class Prepare implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--in", required = true, paramLabel = "DIR", description = "The folder with the files.")
    private Path input;

    @Option(names = "--out", required = true, paramLabel = "DIR",
            description = "The folder for the pictures and the table.")
    private Path output;

    @Option(names = "--recipe", defaultValue = "mammo-clip", paramLabel = "NAME",
            description = "plain: resized alone. mammo-clip: extremes to black and white, cropped to the breast."
                    + " oriented: the file's window, cropped, chest wall on the left (default: ${DEFAULT-VALUE}).")
    private String recipe;

    @Option(names = "--height", paramLabel = "PIXELS",
            description = "Rows of a picture (default: 1520; 1024 for oriented).")
    private Integer height;

    @Option(names = "--width", paramLabel = "PIXELS",
            description = "Columns of a picture (default: 912; 512 for oriented).")
    private Integer width;

    @Option(names = "--window", paramLabel = "N",
            description = "Which of a file's look-up tables and windows, as dicom lists them; for oriented (default:"
                    + " 1).")
    private Integer window;

    @Option(names = "--format", defaultValue = "png8", paramLabel = "FORMAT",
            description = "png8 or png16: a file for each picture. store8 or store16: one file, mapped and checksummed,"
                    + " for training (default: ${DEFAULT-VALUE}).")
    private FolderPreparation.Format format;

    @Option(names = "--allow", split = ",", paramLabel = "CODE",
            description = "Findings for which no picture is refused, as prepared.csv names them, such as"
                    + " inverted.")
    private List<String> allowed = List.of();

    @Option(names = "--threads", paramLabel = "N", description = "Files worked on at once (default: the cores).")
    private Integer threads;

    /** Created by the command line alone. */
    Prepare() {
    }

    @Override
    public Integer call() {
        boolean oriented = recipe.equals("oriented");
        int rows = height != null ? height : oriented ? 1024 : 1520;
        int columns = width != null ? width : oriented ? 512 : 912;
        Numbers.atLeast("--height", rows, 1);
        Numbers.atLeast("--width", columns, 1);
        int workers = threads != null ? threads : Runtime.getRuntime().availableProcessors();
        Numbers.atLeast("--threads", workers, 1);
        PixelRecipe named = PixelRecipe.named(recipe, rows, columns);
        if (window != null) {
            Numbers.atLeast("--window", window, 1);
        }
        PixelRecipe chosen = window == null ? named : named.withDisplay(window);
        PrintWriter screen = spec.commandLine().getOut();
        FileProgress progress = new FileProgress(screen,
                System.console() != null && System.console().isTerminal());
        List<PreparationRow> table =
                new FolderPreparation(input, output, chosen, format, Set.copyOf(allowed), workers).run(progress);
        progress.end();
        report(table, progress, screen);
        return 0;
    }

    private void report(List<PreparationRow> table, FileProgress progress, PrintWriter screen) {
        List<PreparationRow> refused = table.stream().filter(row -> row.prepared().isEmpty()).toList();
        screen.printf(Locale.ROOT, "%d of %d files prepared%s; %s%n", table.size() - refused.size(), table.size(),
                progress.rate(), Outputs.NOTE);
        Map<String, Integer> counts = new TreeMap<>();
        table.forEach(row -> row.reasons().forEach(reason -> counts.merge(
                (row.prepared().isPresent() ? "prepared, look at it: " : "refused: ") + reason.code(), 1,
                Integer::sum)));
        counts.forEach((what, count) -> screen.println("  " + count + " " + what));
        // One example of each kind: a folder's twentieth text file says nothing new.
        Map<String, PreparationRow> examples = new TreeMap<>();
        refused.forEach(row -> examples.putIfAbsent(row.reasons().getFirst().code(), row));
        examples.values().forEach(row -> screen.println("  for example " + row.source() + ": "
                + row.reasons().getFirst().sentence()));
        screen.println("The table: " + output.resolve(FolderPreparation.TABLE));
        screen.flush();
    }
}
