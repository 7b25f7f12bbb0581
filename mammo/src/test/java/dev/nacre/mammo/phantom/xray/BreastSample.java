package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.phantom.breast.BreastShape;
import dev.nacre.mammo.phantom.breast.Incidental;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.PhantomBreast;
import java.util.List;

/** Breasts for tests. */
final class BreastSample {
    static final BreastShape SHAPE = new BreastShape(95, 75, 1.6, 52, 9, 45);

    private BreastSample() {
    }

    static PhantomBreast plain(double glandular, long seed) {
        return new PhantomBreast(Laterality.LEFT, SHAPE, glandular, List.of(), List.of(), false, Key.of(seed));
    }

    static PhantomBreast with(Laterality side, List<Lesion> lesions, List<Incidental> incidentals) {
        return new PhantomBreast(side, SHAPE, 0.12, lesions, incidentals, false, Key.of(7));
    }
}
