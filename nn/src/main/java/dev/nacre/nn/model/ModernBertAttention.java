package dev.nacre.nn.model;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.Attention;
import dev.nacre.core.op.RotaryEmbedding;
import dev.nacre.core.op.Split;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import java.util.List;
import java.util.OptionalInt;

/**
 * Attention in which queries and keys are turned by their positions; everywhere, or within a reach:
 * {@code [batch, length, width]} to the same shape. One map makes queries, keys and values, in this order.
 */
final class ModernBertAttention extends Module {
    private final int heads;
    private final OptionalInt reach;
    private final double theta;
    private final Linear input;
    private final Linear output;

    ModernBertAttention(ModernBertConfig config, int layer) {
        heads = config.heads();
        reach = config.isGlobal(layer) ? OptionalInt.empty() : OptionalInt.of(config.reach());
        theta = config.isGlobal(layer) ? config.globalTheta() : config.localTheta();
        input = child("Wqkv", Linear.withoutBias(config.width(), 3L * config.width(), ModernBert.READING));
        output = child("Wo", Linear.withoutBias(config.width(), config.width(), ModernBert.adding(config)));
    }

    /** The attended sequence; {@code present} is bool {@code [batch, length]}. */
    Tensor forward(Tensor x, Tensor present, Pass pass) {
        return run(pass, own -> {
            long headWidth = x.size(2) / heads;
            Tensor all = input.forward(x, own).reshape(x.size(0), x.size(1), 3L * heads, headWidth);
            List<Tensor> parts = Split.of(all, 2, heads, heads, heads).stream().map(part -> part.permute(0, 2, 1, 3))
                    .toList();
            Tensor mixed = Attention.of(RotaryEmbedding.of(parts.get(0), theta),
                    RotaryEmbedding.of(parts.get(1), theta), parts.get(2), present, 1 / Math.sqrt(headWidth), reach);
            return output.forward(mixed.permute(0, 2, 1, 3).reshape(x.shape()), own);
        });
    }
}
