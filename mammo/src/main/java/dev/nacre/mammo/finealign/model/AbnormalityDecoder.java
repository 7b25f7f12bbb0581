package dev.nacre.mammo.finealign.model;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.UpsampleBicubic;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * The abnormality-aware decoder of mode R (specification §2.6). It runs once over e3, the asymmetry map and the places
 * that have seen the other view, and ends in two maps of the picture's size: the veil h of dense tissue and the
 * awareness a. The background Y is made at 1/32 of the size, so that it cannot copy the picture, as a share of the most
 * that it may be, the 25th percentile of the breast + 0.05; it is then interpolated bicubically and clamped. A share is
 * used because a clamp alone would give no gradient to a background that starts too bright. The heads at full size are
 * as wide as what they read, half of the precursor's for most encoders, since they cost as much as all else.
 */
final class AbnormalityDecoder extends Module {
    private static final double QUARTER = 0.25;
    private static final double MARGIN = 0.05;
    private static final int E3 = 3;

    private final DecoderTrunk trunk;
    private final MapHead veil;
    private final MapHead awareness;
    private final MapHead background;
    private final boolean asymmetry;

    AbnormalityDecoder(FineAlignConfig config) {
        List<Integer> channels = config.pictures().pyramidChannels();
        asymmetry = config.comparesBreasts();
        trunk = child("trunk", new DecoderTrunk(channels, config.width() + (asymmetry ? 1 : 0)));
        veil = child("veil", new MapHead(trunk.out(), trunk.out(), 1));
        awareness = child("awareness", new MapHead(trunk.out(), trunk.out(), 1));
        background = child("background", new MapHead(channels.getLast(), MapHead.INNER, 1));
    }

    /**
     * The maps.
     *
     * @param slots of the pictures, int32 {@code [n]}
     */
    Abnormality forward(ExamFeatures features, Tensor slots, PictureBatch pictures, PictureBatch breasts, Pass pass) {
        List<Tensor> maps = runAll(pass, own -> {
            List<Tensor> start = new ArrayList<>(List.of(features.pyramid().get(E3),
                    PictureTower.pick(features.tokens(), slots)));
            if (asymmetry) {
                start.add(features.asymmetry());
            }
            Tensor wide = trunk.forward(Concat.of(3, start), features.pyramid(), own);
            Tensor veiled = veil.forward(wide, own);
            Tensor aware = awareness.forward(wide, own);
            return List.of(background(features, pictures, breasts, own), veiled, veiled.sigmoid(), aware,
                    aware.sigmoid());
        });
        return new Abnormality(maps.get(0), maps.get(1), maps.get(2), maps.get(3), maps.get(4));
    }

    private Tensor background(ExamFeatures features, PictureBatch pictures, PictureBatch breasts, Pass pass) {
        Tensor most = Tensor.of(BreastLevels.percentile(pictures, breasts, QUARTER), pictures.pictures(), 1, 1, 1)
                .add(MARGIN);
        Tensor low = background.forward(features.pyramid().getLast(), pass).sigmoid().mul(most);
        return UpsampleBicubic.of(low, pictures.height(), pictures.width()).minimum(most)
                .clamp(0, Double.POSITIVE_INFINITY);
    }
}
