package dev.nacre.examples.task;

import dev.nacre.examples.Numbers;
import dev.nacre.mammo.task.attribution.MapChoice;
import dev.nacre.mammo.task.attribution.MapMethod;
import dev.nacre.nn.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which maps of what a score comes from a task makes. */
final class TaskMaps {
    @Option(names = "--maps", paramLabel = "METHOD", description = "Show what scores of questions with two classes come"
            + " from, and test it: cam (exact class activation maps), gradient, occlusion or integrated-gradients.")
    private String method;

    @Option(names = "--map-pictures", defaultValue = "20", paramLabel = "N", description = "On so many pictures that"
            + " have what is asked maps are tested, by taking their highest parts away and putting them back"
            + " (default: ${DEFAULT-VALUE}).")
    private int pictures;

    /** Created by the command line alone. */
    TaskMaps() {
    }

    /** What is wanted, if anything is. */
    Optional<MapChoice> choice() {
        Numbers.atLeast("--map-pictures", pictures, 1);
        if (method == null) {
            return Optional.empty();
        }
        List<String> names = Arrays.stream(MapMethod.values()).map(TaskMaps::name).toList();
        int place = names.indexOf(method.toLowerCase(Locale.ROOT));
        if (place < 0) {
            throw new InputException("--maps is " + method + ": give one of " + String.join(", ", names));
        }
        return Optional.of(new MapChoice(MapMethod.values()[place], pictures));
    }

    private static String name(MapMethod method) {
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
