package dev.nacre.mammo.task;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.Sigmoid;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What is asked of a picture.
 *
 * @param kind  how the answers belong together
 * @param names of the findings, or of the classes in their order; all different
 */
public record LabelScheme(Kind kind, List<String> names) {
    /** How answers belong together. */
    public enum Kind {
        /** Yes or no to each of one or more findings, independently; each may be unknown. */
        FINDINGS,
        /** One of two or more classes. */
        CLASSES
    }

    /** Copies the names; refuses too few of them, and equal ones. */
    public LabelScheme {
        names = List.copyOf(names);
        int fewest = kind == Kind.CLASSES ? 2 : 1;
        if (names.size() < fewest || names.stream().distinct().count() < names.size()
                || names.stream().anyMatch(String::isBlank)) {
            throw new InputException("labels need at least " + fewest + (kind == Kind.CLASSES ? " classes" : " finding")
                    + " with different names, got " + names);
        }
    }

    /** Whether pictures show something. */
    public static LabelScheme finding(String name) {
        return new LabelScheme(Kind.FINDINGS, List.of(name));
    }

    /** Which of several things pictures show. */
    public static LabelScheme findings(List<String> names) {
        return new LabelScheme(Kind.FINDINGS, names);
    }

    /** Of which class pictures are. */
    public static LabelScheme classes(List<String> names) {
        return new LabelScheme(Kind.CLASSES, names);
    }

    /** Numbers that a model gives for a picture. */
    public int outputs() {
        return names.size();
    }

    /** Labels that a picture has: one for each finding, or its class. */
    public int labels() {
        return kind == Kind.CLASSES ? 1 : names.size();
    }

    /**
     * What logits mean: the sigmoid of each where findings are asked for, the softmax of all where classes are.
     *
     * @param logits {@code [outputs]}
     * @return {@code [outputs]}
     */
    public double[] probabilities(double[] logits) {
        if (logits.length != outputs()) {
            throw new IllegalArgumentException(logits.length + " logits for " + outputs() + " labels");
        }
        if (kind == Kind.FINDINGS) {
            return Arrays.stream(logits).map(Sigmoid::of).toArray();
        }
        double largest = Arrays.stream(logits).max().orElseThrow();
        double[] powers = Arrays.stream(logits).map(logit -> StrictMath.exp(logit - largest)).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }

    /**
     * What one output should say of a picture: of a finding, whether it is there; of a class, whether it is that one.
     *
     * @return 1, 0 or {@link LabelledPicture#UNKNOWN}
     */
    public int label(LabelledPicture picture, int output) {
        if (kind == Kind.FINDINGS) {
            return picture.labels().get(output);
        }
        int own = picture.labels().getFirst();
        return own == LabelledPicture.UNKNOWN ? own : own == output ? 1 : 0;
    }

    /** The numbers of the pictures of which it is known what one output should say. */
    public int[] known(List<LabelledPicture> pictures, int output) {
        return IntStream.range(0, pictures.size())
                .filter(number -> label(pictures.get(number), output) != LabelledPicture.UNKNOWN).toArray();
    }

    /** Whether one output should say yes of some pictures, and no of others. */
    public boolean hasBoth(List<LabelledPicture> pictures, int output) {
        return IntStream.of(known(pictures, output)).map(number -> label(pictures.get(number), output))
                .distinct().count() == 2;
    }

    /**
     * Looks at every picture's labels.
     *
     * @throws InputException if there is no picture, or for the first whose labels are not of this scheme
     */
    public void check(List<LabelledPicture> pictures) {
        if (pictures.isEmpty()) {
            throw new InputException("there is no labelled picture: give at least one");
        }
        int highest = kind == Kind.CLASSES ? names.size() - 1 : 1;
        for (int number = 0; number < pictures.size(); number++) {
            List<Integer> labels = pictures.get(number).labels();
            if (labels.size() != labels()
                    || labels.stream().anyMatch(label -> label < LabelledPicture.UNKNOWN || label > highest)) {
                throw new InputException("picture " + (number + 1) + " has the labels " + labels + ", and " + labels()
                        + " are asked for, each from 0 to " + highest + " or " + LabelledPicture.UNKNOWN
                        + " where it is unknown: correct the table");
            }
        }
    }

    /**
     * Whether a picture is of the kind that there is less of, so that shares of the labels keep some of it: it shows a
     * finding, or is of another class than most.
     *
     * @param pictures among which classes are counted
     */
    public Predicate<LabelledPicture> rare(List<LabelledPicture> pictures) {
        if (kind == Kind.FINDINGS) {
            return picture -> picture.labels().contains(1);
        }
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        pictures.forEach(picture -> counts.merge(picture.labels().getFirst(), 1, Integer::sum));
        int most = counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        return picture -> picture.labels().getFirst() != most;
    }

    /** For files. */
    public Json.Fields toJson() {
        return Json.object().with("kind", kind.name()).with("names",
                new Json.Items(names.stream().<Json>map(Json.Text::new).toList()));
    }

    /** From {@link #toJson}. @throws dev.nacre.core.io.JsonException if something is missing */
    public static LabelScheme fromJson(Json json) {
        return new LabelScheme(Kind.valueOf(json.get("kind").text()),
                json.get("names").items().stream().map(Json::text).toList());
    }
}
