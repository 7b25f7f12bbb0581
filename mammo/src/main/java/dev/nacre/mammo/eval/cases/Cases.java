package dev.nacre.mammo.eval.cases;

import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All that counts once for a question, in the order of the pictures. Pictures without a label are left out, a breast
 * or patient has the highest class among its pictures (for two classes: positive if any picture is; for density the
 * densest) and the mean of their scores.
 *
 * @param question what was asked
 * @param unit     what counts once
 * @param all      the cases
 * @param unlabelled pictures that were left out since the set does not answer
 */
public record Cases(Question question, CaseUnit unit, List<Case> all, int unlabelled) {
    /** Copies the list. */
    public Cases {
        all = List.copyOf(all);
    }

    /**
     * Gathers.
     *
     * @throws InputException if no picture has a label
     */
    public static Cases of(Question question, CaseUnit unit, List<Prediction> predictions) {
        Map<Object, List<Prediction>> groups = new LinkedHashMap<>();
        int unlabelled = 0;
        for (Prediction one : predictions) {
            if (one.scores().length != (question.isBinary() ? 1 : question.classes().size())) {
                throw new IllegalArgumentException(one.scores().length + " scores for the question "
                        + question.key() + ": give one for two classes, else one for each of "
                        + question.classes().size());
            }
            if (question.label(one.picture()).isEmpty()) {
                unlabelled++;
            } else {
                groups.computeIfAbsent(key(unit, one.picture()), unused -> new ArrayList<>()).add(one);
            }
        }
        if (groups.isEmpty()) {
            throw new InputException("of " + predictions.size() + " pictures none has a label for " + question.key()
                    + ": ask another question, or take a set that answers it");
        }
        List<Case> all = new ArrayList<>();
        groups.values().forEach(group -> {
            if (unit == CaseUnit.FINDING) {
                group.forEach(one -> all.addAll(rows(question, one)));
            } else {
                all.add(gathered(question, group));
            }
        });
        return new Cases(question, unit, all, unlabelled);
    }

    private record BreastKey(String patient, String exam, Object side) {
    }

    private static Object key(CaseUnit unit, SetRecord picture) {
        return switch (unit) {
            case FINDING, PICTURE -> picture.file();
            case BREAST -> new BreastKey(picture.patient(), picture.exam(), picture.side());
            case PATIENT -> picture.patient();
        };
    }

    private static List<Case> rows(Question question, Prediction one) {
        List<Case> rows = new ArrayList<>();
        for (Finding finding : one.picture().findings()) {
            rows.add(new Case(List.of(one.picture()), question.label(one.picture(), finding).orElseThrow(),
                    one.scores()));
        }
        if (rows.isEmpty()) {
            rows.add(new Case(List.of(one.picture()), question.label(one.picture()).orElseThrow(), one.scores()));
        }
        return rows;
    }

    private static Case gathered(Question question, List<Prediction> group) {
        double[] mean = new double[group.getFirst().scores().length];
        int label = 0;
        for (Prediction one : group) {
            label = Math.max(label, question.label(one.picture()).orElseThrow());
            for (int index = 0; index < mean.length; index++) {
                mean[index] += one.scores()[index] / group.size();
            }
        }
        return new Case(group.stream().map(Prediction::picture).toList(), label, mean);
    }

    /** A sentence for people about pictures that were left out, with a space before it; empty where none was. */
    public String leftOut() {
        return unlabelled == 0 ? "" : unlabelled == 1 ? " One picture was left out, since the set does not answer."
                : " " + unlabelled + " pictures were left out, since the set does not answer.";
    }

    /** Those that fit. */
    public Cases where(Predicate<Case> fitting) {
        return new Cases(question, unit, all.stream().filter(fitting).toList(), unlabelled);
    }

    /** Of each case, whether it is of a class: {@code [cases]}. */
    public boolean[] are(int one) {
        boolean[] are = new boolean[all.size()];
        for (int index = 0; index < are.length; index++) {
            are[index] = all.get(index).label() == one;
        }
        return are;
    }

    /** Of a question of two classes, whether each case is of the second: {@code [cases]}. */
    public boolean[] positive() {
        return are(1);
    }

    /** Of each case, the score of a class; of a question of two, the one score: {@code [cases]}. */
    public double[] scores(int one) {
        return all.stream().mapToDouble(each -> each.score(one)).toArray();
    }

    /** Of each case, the class: {@code [cases]}. */
    public int[] labels() {
        return all.stream().mapToInt(Case::label).toArray();
    }

    /** Of each case, the class of the highest score, the first of equal ones: {@code [cases]}. */
    public int[] highest() {
        return all.stream().mapToInt(each -> {
            int best = 0;
            for (int index = 1; index < each.scores().length; index++) {
                best = each.scores()[index] > each.scores()[best] ? index : best;
            }
            return best;
        }).toArray();
    }

    /** Of each case, whose it is; for resampling only. */
    public List<String> patients() {
        return all.stream().map(Case::patient).toList();
    }

    /** Whether there are two cases of each of two classes, the least for an area with an error. */
    boolean hasBoth() {
        long positives = all.stream().filter(each -> each.label() == 1).count();
        return positives >= 2 && all.size() - positives >= 2;
    }
}
