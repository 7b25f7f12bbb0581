package dev.nacre.mammo.task.factor;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.core.op.Stack;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Mammo-FActOR's network: for each attribute k, π_k takes what one channel shows at each place to the space of
 * sentences, Linear(places → places), ReLU, Linear(places → embedding). Names of the state dict are the published ones
 * ({@code pool.0.2.weight}).
 *
 * <p>The vectors of the attributes lie one beside the other. The published code joins them along the channels and then
 * counts as if they lay otherwise, so that an attribute gets channels of another's network; that is repeated by
 * {@link FactorVariant#PAPER} alone.
 */
public final class ChannelMapper extends Module {
    private final List<Linear> hidden = new ArrayList<>();
    private final List<Linear> out = new ArrayList<>();

    /** A network for maps of so many places; {@link #init} or a file gives it values. */
    public ChannelMapper(int attributes, int places, int embedding) {
        for (int attribute = 0; attribute < attributes; attribute++) {
            hidden.add(child("pool." + attribute + ".0", new Linear(places, places)));
            out.add(child("pool." + attribute + ".2", new Linear(places, embedding)));
        }
    }

    /** The network of a configuration. */
    public static ChannelMapper of(FactorConfig config) {
        return new ChannelMapper(config.attributes().size(), config.places(), config.embedding());
    }

    @Override
    public ChannelMapper init(Key key) {
        super.init(key);
        return this;
    }

    /**
     * The vector of each channel by the network of each attribute, of length 1.
     *
     * @param maps {@code [batch, channels, places]}
     * @return {@code [batch, attributes, channels, embedding]}
     */
    public Tensor vectors(Tensor maps, Pass pass) {
        return run(pass, own -> Stack.of(1, IntStream.range(0, out.size())
                .mapToObj(attribute -> vectors(attribute, maps, own)).toList()));
    }

    /**
     * How near each channel is to each attribute, by the attribute's own network: ⟨u_kc, t_k⟩.
     *
     * @param maps {@code [batch, channels, places]}
     * @param attributes vectors of length 1, {@code [attributes, embedding]}
     * @return {@code [batch, attributes, channels]}
     */
    public Tensor cosines(Tensor maps, Tensor attributes, Pass pass) {
        return run(pass, own -> Stack.of(1, IntStream.range(0, out.size()).mapToObj(attribute ->
                vectors(attribute, maps, own).matmul(attributes.select(0, attribute).unsqueeze(-1)).squeeze(-1))
                .toList()));
    }

    /**
     * As the published code computes them, which joins the vectors of all attributes along the channels and then reads
     * them as if those of one channel lay side by side: of K attributes, number k has as its channel r the vector
     * r K + k of the row, which is of the network (r K + k) / channels. To compare numbers with; of one attribute it is
     * {@link #cosines}.
     *
     * @param maps {@code [batch, channels, places]}
     * @param attributes vectors of length 1, {@code [attributes, embedding]}
     * @return {@code [batch, attributes, channels]}
     */
    Tensor interleavedCosines(Tensor maps, Tensor attributes, Pass pass) {
        return run(pass, own -> {
            Tensor row = Concat.of(1, IntStream.range(0, out.size()).mapToObj(attribute ->
                    vectors(attribute, maps, own)).toList());
            Tensor read = row.reshape(maps.size(0), maps.size(1), out.size(), row.size(2));
            return Stack.of(1, IntStream.range(0, out.size()).mapToObj(attribute -> read.select(2, attribute)
                    .matmul(attributes.select(0, attribute).unsqueeze(-1)).squeeze(-1)).toList());
        });
    }

    private Tensor vectors(int attribute, Tensor maps, Pass pass) {
        return L2Normalize.of(out.get(attribute).forward(hidden.get(attribute).forward(maps, pass).relu(), pass), -1);
    }
}
