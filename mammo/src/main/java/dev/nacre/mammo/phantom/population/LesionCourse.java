package dev.nacre.mammo.phantom.population;

import dev.nacre.mammo.phantom.breast.ArchitecturalDistortion;
import dev.nacre.mammo.phantom.breast.Asymmetry;
import dev.nacre.mammo.phantom.breast.CalcificationCluster;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.Mass;
import java.util.Optional;

/**
 * A lesion over the years. It grows evenly on a logarithmic scale, and before it can be seen it is not there.
 *
 * @param number which of its breast's lesions, from 1; the same in all exams
 * @param current what it is at the current exam
 * @param doublingYears in which its diameter, its number of calcifications or its amount doubles; infinite for one that
 *     does not change
 * @param since years before the current exam at which it came to be, however slowly it grew; infinite if long ago
 * @param provenSince years before the current exam at which its nature became known; 0 if it is not
 */
public record LesionCourse(int number, Lesion current, double doublingYears, double since, double provenSince) {
    /** In millimetres; smaller masses are not seen. */
    static final double LEAST_RADIUS = 2;

    private static final double LEAST_REACH = 5;
    private static final double LEAST_AMOUNT = 0.12;

    /** The lesion so many years before the current exam, if it could be seen. */
    public Optional<Lesion> at(double yearsBefore) {
        if (yearsBefore >= since) {
            return Optional.empty();
        }
        double size = StrictMath.pow(2, -yearsBefore / doublingYears);
        return switch (current) {
            case Mass mass -> mass.radius() * size < LEAST_RADIUS ? Optional.empty() : Optional.of(new Mass(
                    mass.place(), mass.radius() * size, mass.shape(), mass.margin(), mass.attenuation(), mass.nature(),
                    mass.key()));
            case CalcificationCluster cluster -> {
                int count = (int) Math.rint(cluster.count() * size);
                yield count < CalcificationCluster.FEWEST ? Optional.empty() : Optional.of(new CalcificationCluster(
                        cluster.place(), cluster.radius(), count, cluster.size(), cluster.morphology(),
                        cluster.distribution(), cluster.nature(), cluster.key()));
            }
            case ArchitecturalDistortion distortion -> distortion.radius() * size < LEAST_REACH ? Optional.empty()
                    : Optional.of(new ArchitecturalDistortion(distortion.place(), distortion.radius() * size,
                            distortion.nature(), distortion.key()));
            case Asymmetry asymmetry -> asymmetry.amount() * size < LEAST_AMOUNT ? Optional.empty()
                    : Optional.of(new Asymmetry(asymmetry.place(), asymmetry.radius(), asymmetry.amount() * size,
                            asymmetry.nature(), asymmetry.key()));
        };
    }

    /** Whether its nature was known so many years before the current exam. */
    boolean isProven(double yearsBefore) {
        return yearsBefore < provenSince;
    }

    /** What grows: the radius in millimetres, the number of calcifications or the amount. */
    static double extent(Lesion lesion) {
        return switch (lesion) {
            case Mass mass -> mass.radius();
            case CalcificationCluster cluster -> cluster.count();
            case ArchitecturalDistortion distortion -> distortion.radius();
            case Asymmetry asymmetry -> asymmetry.amount();
        };
    }
}
