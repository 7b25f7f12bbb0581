package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.mammo.image.PictureBatch;
import java.util.List;
import java.util.Optional;

/** Where the awareness map is not to be bright (specification §2.6: L_neg, L_area, L_pec; and where nothing is). */
public final class AwareArea {
    private static final double LARGEST = 0.1;

    private AwareArea() {
    }

    /**
     * L_neg: the mean of a over breasts that are calm, each picture counting the same; none where no breast is.
     *
     * @param awareness {@code [n, height, width, 1]}
     * @param breasts masks of the n pictures
     * @param calm numbers of the pictures of calm breasts
     */
    public static Optional<Tensor> inCalmBreasts(Tensor awareness, PictureBatch breasts, List<Integer> calm) {
        if (calm.isEmpty()) {
            return Optional.empty();
        }
        double[] shares = new double[breasts.pictures()];
        calm.forEach(picture -> shares[picture] = 1.0 / calm.size());
        return Optional.of(Regions.means(awareness, breasts).mul(Constant.like(awareness, shares, shares.length))
                .sum());
    }

    /** L_area: by how much the mean of a over a breast exceeds 0.1, the mean over pictures. */
    public static Tensor beyondATenth(Tensor awareness, PictureBatch breasts) {
        return Regions.means(awareness, breasts).sub(LARGEST).relu().mean();
    }

    /**
     * L_pec: the mean of a where a breast shows what no lesion is looked for in; none where no picture does. In the
     * specification that is the pectoral muscle, here the breast's rim too.
     */
    public static Optional<Tensor> unsearched(Tensor awareness, PictureBatch unsearched) {
        for (float value : unsearched.values()) {
            if (value > 0) {
                Tensor shares = Regions.shares(unsearched);
                return Optional.of(awareness.mul(shares.to(awareness.type())).sum());
            }
        }
        return Optional.empty();
    }

    /**
     * The mean of a where nothing lies over the fat: in air, in fat and in muscle. As there is nothing that could be
     * opaque, the reconstruction has it so too, but a few bright pixels cost it next to nothing. Not in the
     * specification, see {@link SideScores}.
     *
     * @param overFat of {@link Regions#overFat}
     */
    public static Tensor overNothing(Tensor awareness, PictureBatch overFat) {
        return awareness.mul(Regions.shares(Regions.outside(overFat)).to(awareness.type())).sum();
    }
}
