package dev.nacre.mammo.phantom;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws the truth about a breast. How many blobs and how many small calcifications it shows does not depend on its
 * labels: a mass takes the place of a glandular island, and a cluster gathers calcifications that otherwise lie apart.
 * What is bright, and how much of it there is, therefore says little; form and grouping do.
 */
final class BreastPlan {
    private static final int FEWEST_DOTS = 11;
    private static final int DOT_RANGE = 12;
    private static final double CLUSTER_GAP = 1.3;

    private final PhantomSettings settings;
    private final Key key;
    private final Placement placement;
    private final List<Benign> benign = new ArrayList<>();

    BreastPlan(PhantomSettings settings, Anatomy anatomy, Key key) {
        this.settings = settings;
        this.key = key;
        this.placement = new Placement(anatomy);
    }

    PhantomBreast draw(Laterality laterality, Density density, Anatomy anatomy) {
        Optional<Mass> mass = key.uniform(0) < settings.massPrevalence() ? mass(key.child(0)) : Optional.empty();
        Optional<CalcificationCluster> cluster = key.uniform(1) < settings.calcificationPrevalence()
                ? cluster(key.child(1)) : Optional.empty();
        int blobs = (int) key.below(2, 2);
        for (int blob = 0; blob < blobs; blob++) {
            Key own = key.child(2).child(blob);
            add(Benign.Kind.GLANDULAR_ISLAND, radius(own), 0.2, own);
        }
        int dots = FEWEST_DOTS + (int) key.below(DOT_RANGE, 3)
                - cluster.map(CalcificationCluster::count).orElse(0);
        for (int dot = 0; dot < dots; dot++) {
            Key own = key.child(3).child(dot);
            add(Benign.Kind.SINGLE_CALCIFICATION, Dot.size(own), CLUSTER_GAP, own);
        }
        sometimes(Benign.Kind.COARSE_CALCIFICATION, 0.4, 0.12, 0.28, 4);
        sometimes(Benign.Kind.VESSEL_CALCIFICATION, 0.25, 2.2, 4.0, 5);
        sometimes(Benign.Kind.SKIN_LESION, 0.3, 0.2, 0.4, 6);
        sometimes(Benign.Kind.CLIP, 0.15, 0.15, 0.25, 7);
        sometimes(Benign.Kind.LYMPH_NODE, 0.4, 0.35, 0.65, 8);
        return new PhantomBreast(laterality, density, anatomy, mass, cluster, benign, key.child(9));
    }

    private Optional<Mass> mass(Key own) {
        double radius = radius(own);
        return placement.draw(own.child(0), radius, 0).map(place -> {
            Mass.Shape shape = Mass.Shape.values()[(int) own.below(4, 1)];
            boolean spiculated = own.uniform(2) < (shape == Mass.Shape.IRREGULAR ? 0.75 : 0.4);
            Mass.Margin margin = spiculated ? Mass.Margin.SPICULATED : Mass.Margin.values()[(int) own.below(3, 3)];
            return new Mass(place, radius, shape, margin,
                    own.uniform(4) < 0.3 ? Mass.Contrast.EQUAL : Mass.Contrast.HIGH);
        });
    }

    private static double radius(Key own) {
        return 0.9 + 0.9 * own.uniform(0);
    }

    private Optional<CalcificationCluster> cluster(Key own) {
        double radius = 0.5 + 0.4 * own.uniform(0);
        return placement.draw(own.child(0), radius, 0).map(place -> new CalcificationCluster(place, radius,
                CalcificationCluster.FEWEST + 2 + (int) own.below(5, 1),
                CalcificationCluster.Morphology.values()[(int) own.below(4, 2)]));
    }

    private void sometimes(Benign.Kind kind, double probability, double least, double most, int number) {
        Key own = key.child(number);
        if (own.uniform(0) < probability) {
            add(kind, least + (most - least) * own.uniform(1), 0.2, own);
        }
    }

    private void add(Benign.Kind kind, double size, double gap, Key own) {
        // A vessel may run past other things; only its middle keeps its distance.
        double room = kind == Benign.Kind.VESSEL_CALCIFICATION ? 0.6 : size;
        placement.draw(own.child(1), room, gap).ifPresent(place -> benign.add(new Benign(kind, place, size)));
    }
}
