package dev.nacre.mammo.finealign.model;

import dev.nacre.core.Tensor;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import java.util.List;

/**
 * The decoder of mode P (specification §1.3): one trunk over e3 and two heads, Y and M. The public code runs the trunk
 * twice, once for each head, to the same result; here it runs once.
 */
final class DehazingDecoder extends Module {
    private static final int COLOURS = 3;
    private static final int E3 = 3;

    private final DecoderTrunk trunk;
    private final MapHead clear;
    private final MapHead transmission;

    DehazingDecoder(FineAlignConfig config) {
        trunk = child("trunk", new DecoderTrunk(config.pictures().pyramidChannels(), 0));
        clear = child("clear", new MapHead(trunk.out(), MapHead.INNER, COLOURS));
        transmission = child("transmission", new MapHead(trunk.out(), MapHead.INNER, 1));
    }

    Dehazing forward(ExamFeatures features, Pass pass) {
        List<Tensor> maps = runAll(pass, own -> {
            Tensor wide = trunk.forward(features.pyramid().get(E3), features.pyramid(), own);
            return List.of(clear.forward(wide, own).sigmoid(), transmission.forward(wide, own).sigmoid());
        });
        return new Dehazing(maps.getFirst(), maps.getLast());
    }
}
