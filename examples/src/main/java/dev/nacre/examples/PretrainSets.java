package dev.nacre.examples;

import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.caption.AttributeCaption;
import dev.nacre.mammo.caption.CaptionedSet;
import dev.nacre.mammo.clip.PromptPair;
import dev.nacre.mammo.clip.ZeroShotCheck;
import dev.nacre.mammo.data.FileHash;
import dev.nacre.mammo.data.PretrainingRows;
import dev.nacre.mammo.data.sets.MammogramSets;
import dev.nacre.mammo.data.sets.PictureKind;
import dev.nacre.mammo.data.sets.SetParts;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.prepare.FileLook;
import dev.nacre.mammo.task.zeroshot.PromptClasses;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options of {@code pretrain} that say which sets of mammograms are learned from. */
final class PretrainSets {
    @Option(names = "--set", split = RunFile.BETWEEN, hideParamSyntax = true, paramLabel = "NAME",
            description = "Learn from a set, as data check names them, such as vindr-mammo; csv for pictures of your"
                    + " own. Each --set has its --data; several sets, and a table, are mixed. The set's validation part"
                    + " is validated on, its test part not looked at.")
    private List<String> names = List.of();

    @Option(names = "--data", split = RunFile.BETWEEN, hideParamSyntax = true, paramLabel = "DIR",
            description = "The folder of the set, in the order of --set.")
    private List<Path> folders = List.of();

    @Option(names = "--split-seed", defaultValue = "0", paramLabel = "N",
            description = "By which patients are drawn where a set has no validation or test part, as in task (default:"
                    + " ${DEFAULT-VALUE}).")
    private long splitSeed;

    @Option(names = "--texts", defaultValue = "reports", paramLabel = "KIND",
            description = "What texts of sets are made of. reports: reports, and findings of breasts without one;"
                    + " findings: findings alone (default: ${DEFAULT-VALUE}).")
    private CaptionedSet.Source source;

    @Option(names = "--wordings", defaultValue = "8", paramLabel = "N",
            description = "Different texts made of the findings of a breast (default: ${DEFAULT-VALUE}).")
    private int wordings;

    @Option(names = "--question", split = ",", hideParamSyntax = true, paramLabel = "NAME,...",
            description = "Ask the sets' validation parts after each epoch: mass, calcification, malignancy. The areas"
                    + " under the curves stand in validation.csv and choose nothing.")
    private List<String> questions = List.of();

    /** Created by the command line alone. */
    PretrainSets() {
    }

    /**
     * A set that was read.
     *
     * @param name     what data check calls it
     * @param parts    its records
     * @param rows     to learn from and to validate on
     * @param reported how many of the rows have a report
     * @param untold   breasts of which nothing is known to say
     */
    record Read(String name, SetParts parts, PretrainingRows rows, int reported, int untold) {
        /** Those that are learned from or validated on. */
        List<SetRecord> pictures() {
            return Stream.concat(parts.training().stream(), parts.validation().stream()).toList();
        }

        /** What it gives, in a line for people. */
        String said() {
            return name + ": " + rows.training().size() + " breasts to train on and " + rows.validation().size()
                    + " to validate on, " + reported + " by reports and the others by findings"
                    + (untold > 0 ? "; " + untold + " left out, as nothing is known to say of them" : "")
                    + parts.notes().stream().map(note -> "; " + note).collect(Collectors.joining());
        }
    }

    /** How many were given. */
    int size() {
        return names.size();
    }

    /** Refuses what does not fit together, before anything is read. */
    void check() {
        if (names.size() != folders.size()) {
            throw new InputException("there are " + names.size() + " --set and " + folders.size() + " --data: give each"
                    + " set its folder");
        }
        names.forEach(MammogramSets::named);
        Numbers.atLeast("--wordings", wordings, 1);
        if (!questions.isEmpty() && names.isEmpty()) {
            throw new InputException("--question asks sets, which have labels, and there is none: give --set, or leave"
                    + " it out");
        }
        questions.forEach(PretrainSets::question);
    }

    /**
     * The sets, in their order.
     *
     * @throws InputException if one cannot be read, or gives no rows
     */
    List<Read> read(long seed) {
        List<Read> sets = new ArrayList<>();
        for (int number = 0; number < names.size(); number++) {
            List<SetRecord> records = MammogramSets.named(names.get(number)).read(folders.get(number), new FileLook())
                    .records().stream().filter(record -> record.kind() != PictureKind.SUBTRACTED).toList();
            SetParts parts = SetParts.of(records, Key.of(splitSeed));
            CaptionedSet captions = new CaptionedSet(AttributeCaption.ofKindsIn(parts.training()), source, wordings,
                    Key.of(seed).child("captions").child(number));
            CaptionedSet.Captions learned = captions.learned(parts.training());
            CaptionedSet.Captions held = captions.heldOut(parts.validation());
            sets.add(new Read(names.get(number), parts, new PretrainingRows(learned.rows(), held.rows()),
                    learned.reported() + held.reported(), learned.untold() + held.untold()));
        }
        return sets;
    }

    /** The folder of the only set. */
    Path folder() {
        return folders.getFirst();
    }

    /** What says whether the texts of the sets are the same another time. */
    static Json.Items hashes(List<Read> sets) {
        return new Json.Items(sets.stream().map(set -> (Json) Json.object().with("set", set.name)
                .with("texts", FileHash.ofTexts(Stream.of(set.rows.training(), set.rows.validation())
                        .flatMap(List::stream).flatMap(row -> row.sections().stream()).toList()))).toList());
    }

    /** What the sets are asked after each epoch. @throws InputException if labels are all of one kind */
    List<ZeroShotCheck> checks(List<Read> sets) {
        List<ZeroShotCheck> checks = new ArrayList<>();
        for (String name : questions) {
            Question question = question(name);
            List<Path> pictures = new ArrayList<>();
            List<Boolean> labels = new ArrayList<>();
            for (Read set : sets) {
                List<SetRecord> told = set.parts.validation().stream()
                        .filter(record -> question.label(record).isPresent()).toList();
                // A set that never has it may not have looked for it.
                if (told.stream().anyMatch(record -> question.label(record).getAsInt() == 1)) {
                    told.forEach(record -> pictures.add(record.file()));
                    told.forEach(record -> labels.add(question.label(record).getAsInt() == 1));
                }
            }
            boolean[] positive = new boolean[labels.size()];
            for (int index = 0; index < positive.length; index++) {
                positive[index] = labels.get(index);
            }
            PromptClasses prompts = PromptClasses.named(question.key());
            checks.add(new ZeroShotCheck(question.key(), new PromptPair(prompts.classes().getLast().sentences(),
                    prompts.classes().getFirst().sentences()), pictures, positive));
        }
        return checks;
    }

    private static Question question(String name) {
        Question question = Question.named(name).filter(Question::isBinary).orElseThrow(() -> new InputException(
                "there is no question \"" + name + "\" with two answers: give one or more of mass, calcification and"
                        + " malignancy"));
        PromptClasses.named(question.key());
        return question;
    }
}
