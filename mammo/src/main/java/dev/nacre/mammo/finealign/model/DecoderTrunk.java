package dev.nacre.mammo.finealign.model;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.Recompute;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * From the map at 1/16 to one of the picture's own size (specification §1.3): four {@link ShuffleBlock}s, beside whose
 * results lie e2, e1 and the stem's map. Each block is as wide inside as the map that it starts beside: 1024, 512, 256
 * and 64 channels for ResNet-50, so that 16 arrive.
 */
final class DecoderTrunk extends Module {
    private static final int E3 = 3;
    private static final int NARROWEST = 32;

    private final List<ShuffleBlock> blocks = new ArrayList<>();
    private final int out;

    /**
     * The trunk above a pyramid.
     *
     * @param channels of the pyramid's maps
     * @param beside channels that its input has beside e3
     */
    DecoderTrunk(List<Integer> channels, int beside) {
        int in = channels.get(E3) + beside;
        int last = 0;
        for (int level = E3; level >= 0; level--) {
            int wide = Math.ceilDiv(Math.max(NARROWEST, channels.get(level)), 4) * 4;
            blocks.add(child(level == E3 ? "centre" : "blocks." + (E3 - 1 - level), new ShuffleBlock(in, wide)));
            last = ShuffleBlock.out(wide);
            in = level == 0 ? last : last + channels.get(level - 1);
        }
        out = last;
    }

    /** Channels of the result. */
    int out() {
        return out;
    }

    /**
     * {@code [n, height, width, out]}.
     *
     * @param start {@code [n, height / 16, width / 16, e3 + beside]}
     * @param pyramid of the pictures
     */
    Tensor forward(Tensor start, List<Tensor> pyramid, Pass pass) {
        return run(pass, own -> {
            Tensor x = start;
            for (int i = 0; i < blocks.size(); i++) {
                ShuffleBlock block = blocks.get(i);
                Tensor in = i == 0 ? x : Concat.of(3, List.of(x, pyramid.get(E3 - i)));
                x = own.isRecomputing()
                        ? Recompute.checkpoint(all -> List.of(block.forward(all.getFirst(), own)), List.of(in))
                                .getFirst()
                        : block.forward(in, own);
            }
            return x;
        });
    }
}
