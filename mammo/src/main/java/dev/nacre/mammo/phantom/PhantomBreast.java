package dev.nacre.mammo.phantom;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The truth about one breast, from which both views and the report follow.
 *
 * @param laterality left or right
 * @param density share of glandular tissue
 * @param anatomy size and form
 * @param mass where there is one
 * @param calcification a cluster, where there is one
 * @param benign everything bright that is no lesion
 * @param key of textures, outlines and wordings
 */
public record PhantomBreast(Laterality laterality, Density density, Anatomy anatomy, Optional<Mass> mass,
        Optional<CalcificationCluster> calcification, List<Benign> benign, Key key) {
    /** Copies the list. */
    public PhantomBreast {
        benign = List.copyOf(benign);
    }

    /** The mass and the cluster, as far as there are. */
    public List<Lesion> lesions() {
        return Stream.<Optional<? extends Lesion>>of(mass, calcification)
                .flatMap(Optional::stream).<Lesion>map(lesion -> lesion).toList();
    }

    /** The same breast without a kind of lesion; everything else is drawn as before. */
    public PhantomBreast without(Lesion.Kind kind) {
        return switch (kind) {
            case MASS -> new PhantomBreast(laterality, density, anatomy, Optional.empty(), calcification, benign, key);
            case CALCIFICATION -> new PhantomBreast(laterality, density, anatomy, mass, Optional.empty(), benign, key);
        };
    }
}
