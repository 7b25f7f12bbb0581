package dev.nacre.mammo.task;

import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.Question;
import java.util.List;

/** Questions to sets as labels to learn. */
public final class QuestionLabels {
    private QuestionLabels() {
    }

    /** One finding where the question has two classes, else classes. */
    public static LabelScheme scheme(Question question) {
        return question.isBinary() ? LabelScheme.finding(question.classes().get(1))
                : LabelScheme.classes(question.classes());
    }

    /** Pictures with what their set answers, unknown where it does not. */
    public static List<LabelledPicture> of(Question question, List<SetRecord> pictures) {
        return pictures.stream().map(picture -> new LabelledPicture(picture.file(), picture.patient(),
                List.of(question.label(picture).orElse(LabelledPicture.UNKNOWN)))).toList();
    }
}
