package dev.nacre.bench.realism;

import dev.nacre.bench.chart.CurveChart;
import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.mammo.realism.LevelDistribution;
import dev.nacre.mammo.realism.MammogramMeasures;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How alike sets of mammograms are. */
@Command(name = "realism", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Measures what mammograms look like, set by set: grey levels, spectrum, dense tissue, outline,"
                + " contrast of detail. The first set is the reference.",
            "Pictures whose file does not say how large pixels are count as 24 cm high. Writes figures.json and charts"
                + " (SVG) to a folder. Research use, not for diagnosis."})
public final class RealismBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--set", required = true, paramLabel = "NAME=PLACE",
            description = "A folder of pictures, or a table for the command pretrain; may be given several times.")
    private List<String> arguments;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the files go.")
    private Path out;

    @Option(names = "--threads", defaultValue = "2", paramLabel = "N",
            description = "Pictures measured at once (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--sheet", paramLabel = "FILE.png",
            description = "Also writes pictures of all sets beside each other. Mind whose pictures you show.")
    private Path sheet;

    @Option(names = "--columns", defaultValue = "8", paramLabel = "N",
            description = "Pictures of each set on the sheet, evenly taken from it (default: ${DEFAULT-VALUE}).")
    private int columns;

    /** Created by the command line alone. */
    RealismBench() {
    }

    @Override
    public Integer call() throws IOException {
        if (threads < 1 || columns < 1) {
            throw new InputException(threads + " threads and " + columns + " columns: give at least 1 of each");
        }
        List<PictureSet> sets = arguments.stream().map(PictureSet::of).toList();
        Files.createDirectories(out);
        List<SetMeasures> measured = new ArrayList<>();
        for (PictureSet set : sets) {
            measured.add(measure(set));
        }
        PrintWriter screen = spec.commandLine().getOut();
        for (SetMeasures set : measured) {
            set.refused().forEach((file, reason) ->
                    screen.println(set.name() + ": " + file + " not measured: " + reason));
            if (set.pictures().isEmpty()) {
                throw new InputException("no picture of the set " + set.name() + " could be measured: see the reasons");
            }
        }
        List<RealismRow> rows = RealismRow.all();
        print(measured, rows, screen);
        AtomicFile.write(out.resolve("figures.json"), JsonWriter.indented(json(measured, rows)));
        for (Map.Entry<String, CurveChart> chart : RealismCharts.of(measured).entrySet()) {
            AtomicFile.write(out.resolve(chart.getKey()), chart.getValue().svg());
        }
        if (sheet != null) {
            AtomicFile.write(sheet, sheet(sets));
        }
        screen.println("Charts and figures.json are in " + out + "; research use, not for diagnosis");
        screen.flush();
        return 0;
    }

    private SetMeasures measure(PictureSet set) {
        List<MammogramMeasures> pictures = new ArrayList<>();
        Map<String, String> refused = new LinkedHashMap<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<MammogramMeasures>> futures = set.files().stream()
                    .map(file -> pool.submit(() -> MammogramMeasures.of(MammogramReader.read(file)))).toList();
            for (int index = 0; index < futures.size(); index++) {
                try {
                    pictures.add(futures.get(index).get());
                } catch (ExecutionException failed) {
                    if (!(failed.getCause() instanceof InputException reason)) {
                        throw new IllegalStateException("a picture could not be measured", failed.getCause());
                    }
                    refused.put(set.files().get(index).getFileName().toString(), reason.getMessage());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the measuring was interrupted", stopped);
        }
        return new SetMeasures(set.name(), pictures, refused);
    }

    private static void print(List<SetMeasures> sets, List<RealismRow> rows, PrintWriter screen) {
        screen.print("| measure: mean (standard deviation over pictures) |");
        sets.forEach(set -> screen.print(" " + set.name() + " |"));
        screen.print("\n|---|");
        sets.forEach(set -> screen.print("---|"));
        screen.print("\n| pictures |");
        sets.forEach(set -> screen.print(" " + set.pictures().size() + " |"));
        screen.print("\n| of them with a pixel size in the file |");
        sets.forEach(set -> screen.print(" " + set.pictures().stream()
                .filter(MammogramMeasures::saysPixelSize).count() + " |"));
        for (RealismRow row : rows) {
            screen.print("\n| " + row.name() + " |");
            for (SetMeasures set : sets) {
                SetMeasures.Spread spread = set.spread(row.measure());
                screen.printf(Locale.ROOT, " " + row.format() + " (" + row.format() + ") |", spread.mean(),
                        spread.deviation());
            }
        }
        screen.print("\n| distance of mean histograms to the first set |");
        sets.forEach(set -> screen.printf(Locale.ROOT, " %.3f |", distance(set, sets.getFirst())));
        screen.println();
    }

    private static double distance(SetMeasures set, SetMeasures reference) {
        return LevelDistribution.distance(set.means(picture -> picture.levels().shares()),
                reference.means(picture -> picture.levels().shares()));
    }

    private static Json.Fields json(List<SetMeasures> sets, List<RealismRow> rows) {
        Json.Fields all = Json.object();
        for (SetMeasures set : sets) {
            Json.Fields fields = Json.object().with("pictures", set.pictures().size())
                    .with("not_measured", set.refused().size())
                    .with("histogram_distance", distance(set, sets.getFirst()));
            for (RealismRow row : rows) {
                SetMeasures.Spread spread = set.spread(row.measure());
                fields = fields.with(row.name(), Json.object().with("mean", spread.mean())
                        .with("deviation", spread.deviation()));
            }
            all = all.with(set.name(), fields);
        }
        return all;
    }

    private byte[] sheet(List<PictureSet> sets) {
        ContactSheet drawn = new ContactSheet(sets.size(), columns);
        for (PictureSet set : sets) {
            List<Path> files = new ArrayList<>();
            int shown = Math.min(columns, set.files().size());
            for (int column = 0; column < shown; column++) {
                files.add(set.files().get((int) ((long) column * set.files().size() / shown)));
            }
            drawn.add(set.name(), files.stream().map(MammogramReader::read).toList());
        }
        return drawn.png();
    }
}
