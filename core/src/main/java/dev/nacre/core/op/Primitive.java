package dev.nacre.core.op;

import java.util.List;

/**
 * An operation that a backend computes. The set is closed: a backend's switch over it is exhaustive, and the compiler
 * names every place that a new one must be added to.
 */
public sealed interface Primitive extends Operation permits UnaryMap, BinaryMap, Detached, Where, Cast, Sum,
        Extremum, Gather, ScatterAdd, IndexSelect, IndexAdd, Pad, Concat, CumulativeSum, MatMul, Conv2d,
        Conv2dInputGradient, Conv2dWeightGradient, MaxPool2d, Softmax, LogSoftmax, BatchNorm, LayerNorm, Attention {
    /**
     * The specification: plain loops in double precision over dense row-major inputs, into outputs that are zero.
     */
    void reference(List<Plain> inputs, List<Plain> outputs);
}
