package dev.nacre.nn.train;

import dev.nacre.core.Autograd;
import dev.nacre.core.GradientSum;
import dev.nacre.core.Gradients;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.Recompute;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Exact gradients of a loss that compares all examples of a batch, such as a contrastive one, with the activations of
 * only a part of the batch in memory (Gao et al. 2021, "Scaling deep contrastive learning batch size under memory
 * limited setup"). Every encoder embeds its inputs in chunks without recording; the loss over all embeddings gives the
 * embeddings' gradients; then each chunk is embedded once more, recorded, and these gradients go back through it.
 *
 * <p>The gradients are those of one graph over the same chunks. Where no layer of an encoder mixes the examples of a
 * batch, and no dropout mask is drawn for the batch as a whole, that is also the gradient of the undivided batch; a
 * batch normalisation in training, however, normalises each chunk by itself, as each device does in data-parallel
 * training. It takes two forward passes and one backward pass: about a third more time.
 */
public final class GradientCache {
    private GradientCache() {
    }

    /**
     * One encoder and its inputs, cut into chunks. A chunk is computed twice and must give the same both times: what it
     * draws comes from keys. Running statistics follow the first time only.
     *
     * @param chunks each gives the embeddings of its inputs, {@code [chunk, ...]}; in order they make up the batch
     */
    public record Tower(List<Supplier<Tensor>> chunks) {
        /** Refuses a tower without chunks. */
        public Tower {
            if (chunks.isEmpty()) {
                throw new IllegalArgumentException("an encoder needs at least one chunk of inputs");
            }
            chunks = List.copyOf(chunks);
        }

        /** Gives the embeddings of inputs {@code begin} to {@code end}, the chunk of that number, from 0. */
        @FunctionalInterface
        public interface Part {
            Tensor embed(int begin, int end, int number);
        }

        /** Cuts inputs into as few chunks of at most {@code size} as can be, of sizes as equal as can be. */
        public static Tower of(int inputs, int size, Part part) {
            if (inputs < 1 || size < 1) {
                throw new IllegalArgumentException(inputs + " inputs in chunks of " + size
                        + ": give at least 1 of each");
            }
            int count = Math.ceilDiv(inputs, size);
            List<Supplier<Tensor>> chunks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                int begin = (int) ((long) inputs * i / count);
                int end = (int) ((long) inputs * (i + 1) / count);
                chunks.add(() -> part.embed(begin, end, number));
            }
            return new Tower(chunks);
        }

        private List<Tensor> embed() {
            List<Tensor> parts = new ArrayList<>();
            for (Supplier<Tensor> chunk : chunks) {
                try (Scope scope = Scope.open("chunk")) {
                    parts.add(scope.keep(Autograd.withoutGradients(chunk)));
                }
            }
            return parts;
        }

        /** Where no weight of the encoder is trained, the first chunk shows it and the others are spared. */
        private void backward(List<Tensor> parts, Tensor cotangent, GradientSum sum) {
            long begin = 0;
            for (int i = 0; i < chunks.size(); i++) {
                long end = begin + parts.get(i).size(0);
                Tensor own = cotangent.slice(0, begin, end);
                if (!backward(chunks.get(i), own, sum)) {
                    return;
                }
                begin = end;
            }
        }

        private static boolean backward(Supplier<Tensor> chunk, Tensor cotangent, GradientSum sum) {
            boolean[] trained = new boolean[1];
            Scope.run("chunk", () -> {
                Tensor embeddings = Recompute.again(chunk);
                trained[0] = embeddings.requiresGrad();
                if (trained[0]) {
                    sum.add(embeddings.backward(cotangent));
                }
            });
            return trained[0];
        }
    }

    /**
     * The loss of a batch, and its gradients.
     *
     * <p>The gradients are of all that the loss depends on, what it captures itself included; the caller closes them.
     *
     * @param towers the encoders; weights may be shared between them
     * @param loss   makes a scalar of the embeddings of the whole batch, a tensor {@code [batch, ...]} for each tower
     */
    public static Objective.Value gradients(List<Tower> towers, Function<List<Tensor>, Tensor> loss) {
        Objective.Value[] found = new Objective.Value[1];
        try (GradientSum sum = new GradientSum()) {
            Scope.run("gradient cache", () ->
                    found[0] = new Objective.Value(pass(towers, loss, sum), sum.total()));
        }
        return found[0];
    }

    private static double pass(List<Tower> towers, Function<List<Tensor>, Tensor> loss, GradientSum sum) {
        List<List<Tensor>> parts = towers.stream().map(Tower::embed).toList();
        List<Tensor> embeddings = parts.stream().map(own -> Concat.of(0, own).requireGrad()).toList();
        Tensor value = loss.apply(embeddings);
        double measured = value.item();
        Gradients direct = value.backward();
        for (int i = 0; i < embeddings.size(); i++) {
            if (direct.has(embeddings.get(i))) {
                towers.get(i).backward(parts.get(i), direct.take(embeddings.get(i)), sum);
            }
        }
        sum.add(direct);
        return measured;
    }
}
