package dev.nacre.examples.finealign;

import dev.nacre.examples.FoundFile;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.prepare.Identifiers;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The pictures of one exam by view.
 *
 * @param pictures as their files hold them
 * @param identifiers of all files, which must not appear on a page
 */
record ExplainedFiles(Map<ExamView, Mammogram> pictures, List<Identifiers> identifiers) {
    /** @throws InputException if a picture cannot be read, is of no standard view, or of one that is there already */
    static ExplainedFiles read(Collection<FoundFile> files) {
        Map<ExamView, Mammogram> pictures = new EnumMap<>(ExamView.class);
        Map<ExamView, FoundFile> sources = new EnumMap<>(ExamView.class);
        List<Identifiers> identifiers = new ArrayList<>();
        for (FoundFile file : files) {
            Mammogram picture = FoundFile.named(List.of(file), () -> MammogramReader.read(file.path()));
            ExamView view = ViewNames.of(file.path(), picture.facts()).orElseThrow(() -> new InputException(
                    "neither the picture " + file.shownName() + " nor its name says which view it is: give it a name"
                            + " with side and view, such as left_cc.png or R-MLO.dcm"));
            FoundFile other = sources.putIfAbsent(view, file);
            if (other != null) {
                throw new InputException("the pictures " + other.shownName() + " and " + file.shownName()
                        + " are both the " + ViewNames.spoken(view) + " view: give one of each for one exam");
            }
            pictures.put(view, picture);
            identifiers.add(MammogramReader.identifiers(file.path()));
        }
        return new ExplainedFiles(pictures, identifiers);
    }

    /** Those of an exam of a set, which says what each picture shows. */
    static ExplainedFiles of(Exam exam) {
        Map<ExamView, Mammogram> pictures = new EnumMap<>(ExamView.class);
        List<Identifiers> identifiers = new ArrayList<>();
        exam.pictures().forEach((view, picture) -> {
            pictures.put(view, MammogramReader.read(picture.file()));
            identifiers.add(MammogramReader.identifiers(picture.file()));
        });
        return new ExplainedFiles(pictures, identifiers);
    }

    /** Whether a text holds what identifies the patient in one of the files. */
    boolean identify(String text) {
        return identifiers.stream().anyMatch(one -> one.areWordsOf(text));
    }
}
