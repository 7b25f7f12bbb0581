package dev.nacre.bench.embedding;

import dev.nacre.bench.dicom.InventedMammogram;
import dev.nacre.mammo.dicom.DicomWriter.Compression;
import dev.nacre.nn.InputException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From starting Java to the first embedding, in several ways of starting it. */
@Command(name = "start", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Starts Java anew for each measurement and says when the program ran, the model was loaded, and"
                + " the first vector was there: the smallest of all starts, in milliseconds since Java was started, and"
                + " the milliseconds that processors worked. Needs a class path of jars, as the launcher's.")
public final class StartBench implements Callable<Integer> {
    private static final List<String> MOMENTS = List.of(FirstEmbedding.STARTED, FirstEmbedding.LOADED,
            FirstEmbedding.EMBEDDED);

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "A model file.")
    private Path model;

    @Option(names = "--picture", paramLabel = "FILE",
            description = "A picture of any kind; without it, an invented DICOM file of 2560 x 3328.")
    private Path picture;

    @Option(names = "--repeats", defaultValue = "7", paramLabel = "N",
            description = "Starts of each kind, in turns (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Option(names = "--slow", description = "Also with the first compiler alone, which makes objects of vectors, and"
            + " without the module of vectors, which is in the way of some archives as long as it incubates: ten times"
            + " slower and more with large networks.")
    private boolean slow;

    /** Created by the command line alone. */
    StartBench() {
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (repeats < 1) {
            throw new InputException("--repeats is " + repeats + ": give 1 or more");
        }
        PrintWriter screen = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("nacre-start");
        try {
            Path shown = picture == null ? folder.resolve("invented.dcm") : picture;
            if (picture == null) {
                InventedMammogram.write(shown, InventedMammogram.levels(1), Compression.NONE);
            }
            List<StartVariant> variants = StartVariant.all(folder.toString(), slow);
            for (StartVariant variant : variants) {
                if (!variant.training().isEmpty()) {
                    start(variant.training(), shown);
                }
            }
            report(screen, variants, measured(variants, shown));
        } finally {
            remove(folder);
        }
        return 0;
    }

    /** {@code [variant][repeat][moment]}; in turns, so that what else the machine does meets all alike. */
    private double[][][] measured(List<StartVariant> variants, Path shown) throws IOException, InterruptedException {
        double[][][] millis = new double[variants.size()][repeats][];
        for (int repeat = 0; repeat < repeats; repeat++) {
            for (int variant = 0; variant < variants.size(); variant++) {
                millis[variant][repeat] = start(variants.get(variant).options(), shown);
            }
        }
        return millis;
    }

    private void report(PrintWriter screen, List<StartVariant> variants, double[][][] millis) {
        screen.println("| way of starting | program runs | model loaded | first vector | its median | processors |");
        screen.println("|---|---|---|---|---|---|");
        for (int variant = 0; variant < variants.size(); variant++) {
            double[][] runs = millis[variant];
            screen.printf(Locale.ROOT, "| %s | %.0f | %.0f | %.0f | %.0f | %.0f |%n", variants.get(variant).name(),
                    sorted(runs, 0)[0], sorted(runs, 1)[0], sorted(runs, 2)[0], sorted(runs, 2)[repeats / 2],
                    sorted(runs, MOMENTS.size())[0]);
        }
        screen.flush();
    }

    private static double[] sorted(double[][] runs, int column) {
        return Arrays.stream(runs).mapToDouble(run -> run[column]).sorted().toArray();
    }

    /** Milliseconds from starting Java to each moment, and those of processors to the last. */
    private double[] start(List<String> options, Path shown) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        command.addAll(List.of("-cp", jars(), FirstEmbedding.class.getName(), model.toString(), shown.toString()));
        double[] moments = new double[MOMENTS.size() + 1];
        StringBuilder said = new StringBuilder();
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                int moment = MOMENTS.indexOf(words[0]);
                if (moment >= 0) {
                    moments[moment] = (System.nanoTime() - begin) * 1e-6;
                }
                if (words[0].equals(FirstEmbedding.EMBEDDED)) {
                    moments[MOMENTS.size()] = Double.parseDouble(words[1]);
                }
                said.append(line).append(' ');
            }
        }
        if (process.waitFor() != 0 || moments[MOMENTS.size() - 1] == 0) {
            throw new InputException("Java started with " + String.join(" ", options) + " and gave no vector: " + said);
        }
        return moments;
    }

    /** Archives of classes take jars alone. */
    private static String jars() {
        String jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(place -> place.endsWith(".jar")).collect(Collectors.joining(File.pathSeparator));
        if (!jars.contains("nacre-bench")) {
            throw new InputException("this command needs Nacre as jars on the class path: start it by ./nacre");
        }
        return jars;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
