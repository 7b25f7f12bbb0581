package dev.nacre.bench.mammoclip;

import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.task.LabelScheme;
import dev.nacre.mammo.task.LabelledPicture;
import java.util.List;
import java.util.Locale;

/** Questions whose labels are learned together. */
enum LabelledTask {
    /** Yes or no to each. */
    FINDINGS("mass", "calcification", "malignancy"),
    /** One of four classes. */
    DENSITY("density");

    private final List<Question> questions;

    LabelledTask(String... keys) {
        questions = List.of(keys).stream().map(key -> Question.named(key).orElseThrow()).toList();
    }

    /** In the order of the outputs. */
    List<Question> questions() {
        return questions;
    }

    /** For people and files. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is asked of pictures. */
    LabelScheme scheme() {
        return this == FINDINGS ? LabelScheme.findings(questions.stream().map(Question::key).toList())
                : LabelScheme.classes(questions.getFirst().classes());
    }

    /** Pictures with what their set answers, unknown where it does not. */
    List<LabelledPicture> labels(List<SetRecord> pictures) {
        return pictures.stream().map(picture -> new LabelledPicture(picture.file(), picture.patient(),
                questions.stream().map(question -> question.label(picture).orElse(LabelledPicture.UNKNOWN)).toList()))
                .toList();
    }
}
