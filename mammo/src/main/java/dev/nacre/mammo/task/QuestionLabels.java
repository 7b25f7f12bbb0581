package dev.nacre.mammo.task;

import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.Question;
import java.util.ArrayList;
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

    /** Several findings at once. @param questions of two classes each */
    public static LabelScheme scheme(List<Question> questions) {
        return questions.size() == 1 ? scheme(questions.getFirst())
                : LabelScheme.findings(questions.stream().map(question -> question.classes().get(1)).toList());
    }

    /** Pictures with what their set answers to several questions, in their order. */
    public static List<LabelledPicture> of(List<Question> questions, List<SetRecord> pictures) {
        return pictures.stream().map(picture -> new LabelledPicture(picture.file(), picture.patient(),
                questions.stream().map(question -> question.label(picture).orElse(LabelledPicture.UNKNOWN)).toList()))
                .toList();
    }

    /**
     * Rows of a table of findings, as the published trainings on VinDr-Mammo count them: a picture with several
     * findings is there several times, each time with one finding's own label.
     */
    public static List<LabelledPicture> rows(List<Question> questions, List<SetRecord> pictures) {
        List<LabelledPicture> rows = new ArrayList<>(of(questions,
                pictures.stream().filter(picture -> picture.findings().isEmpty()).toList()));
        for (SetRecord picture : pictures) {
            for (Finding finding : picture.findings()) {
                rows.add(new LabelledPicture(picture.file(), picture.patient(), questions.stream().map(question ->
                        question.label(picture, finding).orElse(LabelledPicture.UNKNOWN)).toList()));
            }
        }
        return rows;
    }
}
