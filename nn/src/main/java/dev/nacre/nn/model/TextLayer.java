package dev.nacre.nn.model;

import dev.nacre.core.Tensor;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;

/** One layer of a {@link TextModel}. */
abstract class TextLayer extends Module {
    /** {@code [batch, length, width]} to the same shape; {@code present} is bool {@code [batch, length]}. */
    abstract Tensor forward(Tensor x, Tensor present, Pass pass);
}
