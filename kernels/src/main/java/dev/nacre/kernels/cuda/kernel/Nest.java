package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.Layout;
import java.util.List;

/**
 * How the elements of one to three inputs of equal shape lie, in as few dimensions as possible: those of size 1 are
 * left out, and neighbours along which all inputs go on evenly become one. The structure {@code Nest} of the CUDA C.
 */
final class Nest {
    /** Dimensions that the structure has room for. */
    static final int MOST = 8;
    /** Inputs that the structure has room for. */
    static final int INPUTS = 3;

    private final int inputs;
    private final long[] sizes = new long[MOST];
    private final long[][] strides = new long[INPUTS][MOST];
    private int rank;
    private boolean contiguous = true;
    private boolean tooDeep;

    private Nest(int inputs) {
        this.inputs = inputs;
    }

    static Nest of(Layout... layouts) {
        return of(List.of(layouts));
    }

    static Nest of(List<Layout> layouts) {
        Nest nest = new Nest(layouts.size());
        for (Layout layout : layouts) {
            nest.contiguous &= layout.isContiguous();
        }
        if (!nest.contiguous) {
            for (int d = 0; d < layouts.getFirst().shape().rank(); d++) {
                if (layouts.getFirst().shape().size(d) != 1) {
                    nest.add(layouts, d);
                }
            }
        }
        return nest;
    }

    /** One more dimension, inside those before. */
    private void add(List<Layout> layouts, int dim) {
        long size = layouts.getFirst().shape().size(dim);
        boolean goesOn = rank > 0;
        for (int i = 0; i < inputs && goesOn; i++) {
            goesOn = strides[i][rank - 1] == layouts.get(i).stride(dim) * size;
        }
        if (goesOn) {
            sizes[rank - 1] *= size;
        } else if (rank == MOST) {
            tooDeep = true;
            return;
        } else {
            sizes[rank++] = size;
        }
        for (int i = 0; i < inputs; i++) {
            strides[i][rank - 1] = layouts.get(i).stride(dim);
        }
    }

    /** Whether it has room for all dimensions. */
    boolean fits() {
        return !tooDeep;
    }

    /** The structure: rank (0 where all are contiguous), sizes, and the strides of three inputs. */
    long[] words() {
        if (tooDeep) {
            throw new IllegalStateException("more than " + MOST + " dimensions, which kernels cannot follow");
        }
        long[] words = new long[1 + MOST * (1 + INPUTS)];
        words[0] = contiguous ? 0 : rank;
        System.arraycopy(sizes, 0, words, 1, MOST);
        for (int i = 0; i < INPUTS; i++) {
            System.arraycopy(strides[i], 0, words, 1 + MOST * (1 + i), MOST);
        }
        return words;
    }
}
