package dev.nacre.examples;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.core.io.LoadReport;
import dev.nacre.core.io.StoredTensor;
import dev.nacre.mammo.published.MammographyFamilies;
import dev.nacre.nn.published.Licence;
import dev.nacre.nn.published.PublishedModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a file of weights holds, and whether a network of ours fits it. */
@Command(name = "inspect", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Says what a file of weights holds, and whether a network of Nacre's fits it.")
final class InspectCheckpoint implements Callable<Integer> {
    private static final int SHOWN = 12;
    private static final int EXCERPT = 160;
    private static final double MEGABYTE = 1e6;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file, or the folder of a model in several files.")
    private Path path;

    @Option(names = "--all", description = "List every tensor with its type and sizes.")
    private boolean all;

    @Option(names = "--json", description = "Print all of it as JSON.")
    private boolean json;

    /** Created by the command line alone. */
    InspectCheckpoint() {
    }

    @Override
    public Integer call() {
        PrintWriter screen = spec.commandLine().getOut();
        try (Checkpoint file = Checkpoint.open(path)) {
            Optional<? extends PublishedModel<?>> model = MammographyFamilies.ALL.recognise(file);
            if (json) {
                screen.println(JsonWriter.indented(new CheckpointSummary(file, model).toJson()));
            } else {
                print(screen, file, model);
            }
        }
        screen.flush();
        return 0;
    }

    private void print(PrintWriter screen, Checkpoint file, Optional<? extends PublishedModel<?>> model) {
        screen.println(path + ": " + file.format() + ", " + tensors(file.tensors().size()) + ", "
                + megabytes(file.tensors().stream().mapToLong(StoredTensor::bytes).sum()));
        model.ifPresentOrElse(found -> print(screen, found),
                () -> screen.println("of no family of models that Nacre knows"));
        groups(file).forEach((prefix, group) -> screen.println("  " + prefix + ": " + tensors(group.count())
                + ", " + megabytes(group.bytes())));
        file.description().fields().forEach((key, value) -> screen.println("  " + key + ": " + excerpt(value)));
        if (all) {
            file.tensors().forEach(tensor ->
                    screen.println("  " + tensor.name() + "  " + tensor.type() + tensor.shape()));
        }
    }

    private static void print(PrintWriter screen, PublishedModel<?> model) {
        screen.println(model.title());
        long parameters = model.model().parameters().values().stream()
                .mapToLong(parameter -> parameter.spec().shape().elements()).sum();
        LoadReport report = model.compare();
        screen.println(String.format(Locale.ROOT, "  %,d parameters; %,d entries fit%s", parameters,
                report.loaded().size(), report.complete() ? ", nothing is missing" : ""));
        print(screen, "of no use here", report.unused());
        print(screen, "missing", report.missing());
        print(screen, "unexpected", report.unexpected());
        print(screen, "of another shape or type", report.mismatched());
        model.licence().map(Licence::notice).ifPresent(notice -> screen.println("  Licence: " + notice));
    }

    private static void print(PrintWriter screen, String what, List<?> entries) {
        if (!entries.isEmpty()) {
            screen.println("  " + entries.size() + " " + what + ":");
            entries.stream().limit(SHOWN).forEach(entry -> screen.println("    " + entry));
            if (entries.size() > SHOWN) {
                screen.println("    … and " + (entries.size() - SHOWN) + " more; --json lists all");
            }
        }
    }

    private record Group(int count, long bytes) {
        Group and(Group other) {
            return new Group(count + other.count, bytes + other.bytes);
        }
    }

    /** Tensors by the first part of their names. */
    private static Map<String, Group> groups(Checkpoint file) {
        Map<String, Group> groups = new LinkedHashMap<>();
        for (StoredTensor tensor : file.tensors()) {
            int end = tensor.name().indexOf('.');
            groups.merge(end < 0 ? tensor.name() : tensor.name().substring(0, end), new Group(1, tensor.bytes()),
                    Group::and);
        }
        return groups;
    }

    /** As JSON, which has no control characters, and short enough for a line. */
    private static String excerpt(Json value) {
        String text = JsonWriter.compact(value);
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
    }

    private static String tensors(int count) {
        return String.format(Locale.ROOT, "%,d tensor%s", count, count == 1 ? "" : "s");
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / MEGABYTE);
    }
}
