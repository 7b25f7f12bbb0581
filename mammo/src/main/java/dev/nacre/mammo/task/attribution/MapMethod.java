package dev.nacre.mammo.task.attribution;

import dev.nacre.mammo.image.GaussianBlur;
import dev.nacre.mammo.image.PictureMap;

/** Ways to say what in a picture a score comes from, with settings that suit any size. */
public enum MapMethod {
    /** Exact: {@link ClassActivation}. */
    CAM {
        @Override
        public PictureMap of(EncoderScore score, ExplainedPicture picture) {
            return ClassActivation.of(score, picture).enlarged(picture.height(), picture.width());
        }
    },
    /** {@link GradientMap} one level below the last, on which it would be the part of {@link #CAM} above 0. */
    GRADIENT {
        @Override
        public PictureMap of(EncoderScore score, ExplainedPicture picture) {
            return new GradientMap(BELOW_LAST).of(score, picture).enlarged(picture.height(), picture.width());
        }
    },
    /** {@link Occlusion} by squares of an eighth of the shorter side. */
    OCCLUSION {
        @Override
        public PictureMap of(EncoderScore score, ExplainedPicture picture) {
            int side = Math.max(2, Math.min(picture.height(), picture.width()) / SQUARES);
            return new Occlusion(side, side / 2, TOGETHER).of(score, picture);
        }
    },
    /** {@link IntegratedGradients} from an empty breast, blurred, as shares of single pixels are noise to the eye. */
    INTEGRATED_GRADIENTS {
        @Override
        public PictureMap of(EncoderScore score, ExplainedPicture picture) {
            PictureMap shares = new IntegratedGradients(STEPS, Baseline.BREAST_MEAN, TOGETHER).of(score, picture)
                    .map();
            double sigma = Math.max(1, Math.min(shares.height(), shares.width()) / BLUR);
            return new PictureMap(shares.height(), shares.width(),
                    new GaussianBlur(sigma).apply(shares.values(), shares.height(), shares.width()));
        }
    };

    private static final int BELOW_LAST = 4;
    private static final int SQUARES = 8;
    private static final int STEPS = 32;
    private static final int TOGETHER = 4;
    private static final double BLUR = 64;

    /** The map, of the size of the picture; what speaks against the score is below 0, where the way tells that. */
    public abstract PictureMap of(EncoderScore score, ExplainedPicture picture);
}
