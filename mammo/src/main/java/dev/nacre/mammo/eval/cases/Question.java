package dev.nacre.mammo.eval.cases;

import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.FindingCategory;
import dev.nacre.mammo.data.sets.SetRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is asked about a picture, and what its set answers. Classes are counted from 0. */
public sealed interface Question {
    /** A short name for options and files, such as {@code mass}. */
    String key();

    /** What the classes are called, in order; of two, the second is the one that is looked for. */
    List<String> classes();

    /** The class of a picture; nothing where the set does not say. */
    OptionalInt label(SetRecord picture);

    /** The class of one finding of a picture; that of the picture where the question is not about findings. */
    default OptionalInt label(SetRecord picture, Finding finding) {
        return label(picture);
    }

    /** Whether there are two classes, so that one score answers. */
    default boolean isBinary() {
        return classes().size() == 2;
    }

    /** All questions, by key. */
    static Map<String, Question> all() {
        Map<String, Question> all = new TreeMap<>();
        for (FindingCategory category : FindingCategory.values()) {
            if (category != FindingCategory.UNSPECIFIED) {
                Question about = new About(category);
                all.put(about.key(), about);
            }
        }
        for (Question other : List.of(new Abnormal(), new Malignant(), new Density())) {
            all.put(other.key(), other);
        }
        return all;
    }

    /** The question of that key; nothing where there is none. */
    static Optional<Question> named(String key) {
        return Optional.ofNullable(all().get(key.strip().toLowerCase(Locale.ROOT).replace('_', '-')));
    }

    /** All keys, for messages. */
    static String keys() {
        return all().keySet().stream().collect(Collectors.joining(", "));
    }

    /**
     * Whether a picture shows a finding of a kind. A picture without any finding is one without this, so ask it of sets
     * that have findings.
     *
     * @param category the kind
     */
    record About(FindingCategory category) implements Question {
        @Override
        public String key() {
            return category.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public List<String> classes() {
            String words = category.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return List.of("no " + words, words);
        }

        @Override
        public OptionalInt label(SetRecord picture) {
            return OptionalInt.of(picture.findings().stream().anyMatch(this::fits) ? 1 : 0);
        }

        @Override
        public OptionalInt label(SetRecord picture, Finding finding) {
            return OptionalInt.of(fits(finding) ? 1 : 0);
        }

        private boolean fits(Finding finding) {
            return finding.categories().contains(category);
        }
    }

    /** Whether a picture shows any finding. */
    record Abnormal() implements Question {
        @Override
        public String key() {
            return "abnormal";
        }

        @Override
        public List<String> classes() {
            return List.of("no finding", "a finding");
        }

        @Override
        public OptionalInt label(SetRecord picture) {
            return OptionalInt.of(picture.findings().isEmpty() ? 0 : 1);
        }
    }

    /** Whether a breast has cancer, as far as the set says. */
    record Malignant() implements Question {
        @Override
        public String key() {
            return "malignancy";
        }

        @Override
        public List<String> classes() {
            return List.of("no malignancy", "malignancy");
        }

        @Override
        public OptionalInt label(SetRecord picture) {
            return picture.pathology().map(known -> OptionalInt.of(known == Pathology.MALIGNANT ? 1 : 0))
                    .orElse(OptionalInt.empty());
        }
    }

    /** How dense a breast is, in four ordered classes. */
    record Density() implements Question {
        @Override
        public String key() {
            return "density";
        }

        @Override
        public List<String> classes() {
            return Arrays.stream(DensityClass.values()).map(Enum::name).toList();
        }

        @Override
        public OptionalInt label(SetRecord picture) {
            return picture.density().map(known -> OptionalInt.of(known.ordinal())).orElse(OptionalInt.empty());
        }
    }
}
