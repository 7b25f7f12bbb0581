package dev.nacre.mammo.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a pre-training learns from and is validated on, whatever it comes from. Rows of several sources are one list:
 * as in Mammo-CLIP's training, a batch has rows of any of them, each source in proportion to its size.
 *
 * @param training   rows to learn from
 * @param validation rows of other patients; may be empty
 */
public record PretrainingRows(List<Breast> training, List<Breast> validation) {
    /** Copies the lists. */
    public PretrainingRows {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }

    /**
     * The rows of a table: those of one fold are held out.
     *
     * @throws dev.nacre.nn.InputException if that leaves none to train on
     */
    public static PretrainingRows of(PretrainingTable table, int fold) {
        return new PretrainingRows(table.training(fold), table.validation(fold));
    }

    /** The rows of all sources, in their order. */
    public static PretrainingRows mixed(List<PretrainingRows> sources) {
        List<Breast> training = new ArrayList<>();
        List<Breast> validation = new ArrayList<>();
        sources.forEach(source -> {
            training.addAll(source.training);
            validation.addAll(source.validation);
        });
        return new PretrainingRows(training, validation);
    }

    /** The rows with other files for their pictures. Pictures without one are left out, and rows without pictures. */
    public PretrainingRows withPictures(Function<Path, Optional<Path>> other) {
        return new PretrainingRows(with(training, other), with(validation, other));
    }

    private static List<Breast> with(List<Breast> rows, Function<Path, Optional<Path>> other) {
        List<Breast> found = new ArrayList<>();
        for (Breast row : rows) {
            Map<View, List<Path>> files = new EnumMap<>(View.class);
            row.pictures().forEach((view, pictures) -> {
                List<Path> there = pictures.stream().map(other).flatMap(Optional::stream).toList();
                if (!there.isEmpty()) {
                    files.put(view, there);
                }
            });
            if (!files.isEmpty()) {
                found.add(new Breast(row.line(), row.patient(), row.laterality(), files, row.sections(),
                        row.augmentedSections(), row.fold()));
            }
        }
        return found;
    }

    /** Every different section and rewording, in order of appearance: what a vocabulary is learned from. */
    public Set<String> texts() {
        Set<String> texts = new LinkedHashSet<>();
        all().forEach(row -> {
            texts.addAll(row.sections());
            texts.addAll(row.augmentedSections());
        });
        return texts;
    }

    /** Every different picture, in order of appearance. */
    public Set<Path> pictures() {
        Set<Path> pictures = new LinkedHashSet<>();
        all().forEach(row -> row.pictures().values().forEach(pictures::addAll));
        return pictures;
    }

    private Stream<Breast> all() {
        return Stream.concat(training.stream(), validation.stream());
    }
}
