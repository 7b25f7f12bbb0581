package dev.nacre.examples.task;

import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.FileHash;
import dev.nacre.mammo.data.sets.MammogramSets;
import dev.nacre.mammo.data.sets.PictureKind;
import dev.nacre.mammo.data.sets.SetParts;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.FileLook;
import dev.nacre.mammo.task.TaskWatch;
import dev.nacre.mammo.task.UsablePictures;
import dev.nacre.nn.InputException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that say what a task is judged on. */
final class TaskSet {
    @Option(names = "--set", required = true, paramLabel = "NAME",
            description = "Which set the folder holds, as data check names them, such as phantom or vindr-mammo; csv"
                    + " for pictures of your own.")
    private String name;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The folder of the set.")
    private Path directory;

    @Option(names = "--question", required = true, split = ",", paramLabel = "NAME",
            description = "What is asked: mass, calcification or another finding, malignancy, density, abnormal;"
                    + " several with commas.")
    private List<String> questions;

    @Option(names = "--kind", split = ",", paramLabel = "KIND",
            description = "Kinds of pictures that are looked at: ${COMPLETION-CANDIDATES} (default: all but subtracted"
                    + " ones).")
    private List<PictureKind> kinds;

    @Option(names = "--split-seed", defaultValue = "0", paramLabel = "N",
            description = "By which patients are drawn where the set has no validation or test part (default:"
                    + " ${DEFAULT-VALUE}).")
    private long splitSeed;

    @Option(names = "--leave-out-unusable", description = "Look at all pictures first and leave out those that cannot"
            + " be read or prepared, each named by its place in the set. Without it the first one ends the task.")
    private boolean leaveOut;

    /** Created by the command line alone. */
    TaskSet() {
    }

    /** What is asked. @throws InputException if nobody knows how to ask one of them */
    Set<Question> questions() {
        Set<Question> asked = new LinkedHashSet<>();
        for (String key : questions) {
            asked.add(Question.named(key).orElseThrow(() -> new InputException("there is no question \"" + key
                    + "\": give one or more of " + Question.keys())));
        }
        return asked;
    }

    /**
     * The set's parts.
     *
     * @param recipe of the model, by which pictures are looked at where unusable ones are left out
     * @param watch  is told how far that is
     * @param err    gets a line for each picture that is left out
     * @throws InputException if the set cannot be read, or a part is empty
     */
    SetParts parts(PixelRecipe recipe, TaskWatch watch, PrintWriter err) {
        List<SetRecord> records = MammogramSets.named(name).read(directory, new FileLook()).records().stream()
                .filter(record -> kinds == null ? record.kind() != PictureKind.SUBTRACTED
                        : kinds.contains(record.kind())).toList();
        if (records.isEmpty()) {
            throw new InputException("the folder " + directory + " holds no picture of " + name + " of the kind that is"
                    + " asked for: look at it with data check");
        }
        if (!leaveOut) {
            return SetParts.of(records, Key.of(splitSeed));
        }
        UsablePictures usable = UsablePictures.of(records, recipe, watch.pictures("pictures looked at",
                records.size()));
        usable.refused().forEach(sentence -> err.println("Left out: " + sentence));
        return SetParts.of(usable.records(), Key.of(splitSeed)).with(usable.notes());
    }

    /** What says whether the pictures and the model are the same another time. */
    static Json.Fields hashes(SetParts parts, Path model) {
        return Json.object().with("pictures", FileHash.of(Stream.of(parts.training(), parts.validation(), parts.test())
                .flatMap(List::stream).map(SetRecord::file).toList())).with("model", FileHash.of(List.of(model)));
    }
}
