package dev.nacre.bench.eval;

import dev.nacre.mammo.phantom.PhantomTruth;
import dev.nacre.mammo.phantom.breast.Lesion;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A breast at its current exam.
 *
 * @param patient  by which breasts belong together
 * @param kinds    of lesions that it has
 * @param pictures its files, at least one
 */
record LabelledBreast(String patient, Set<Lesion.Kind> kinds, List<Path> pictures) {
    LabelledBreast {
        kinds = Set.copyOf(kinds);
        pictures = List.copyOf(pictures);
    }

    /** Those of a set of phantoms, in the order of its table. */
    static List<LabelledBreast> of(PhantomTruth truth) {
        return truth.current().stream().map(row -> new LabelledBreast(row.patient(), row.kinds(),
                row.pictures().values().stream().sorted().toList())).toList();
    }
}
