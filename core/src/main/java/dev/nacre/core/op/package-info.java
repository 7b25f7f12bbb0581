/**
 * Operations, one to a file: formula, shape rule, forward, derivative, samples.
 *
 * <p>What an {@link dev.nacre.core.op.Operation} can be: a {@link dev.nacre.core.op.Primitive}, which every backend
 * computes and whose plain loops specify it; a {@link dev.nacre.core.op.View}, which computes nothing; a {@link
 * dev.nacre.core.op.Fused} operation, which a backend may compute in one go and which any other replaces by its
 * decomposition; an {@link dev.nacre.core.op.Extension}, written by a user. A composite is no operation at all, only a
 * method in terms of others, and never sees a backend: {@link dev.nacre.core.op.DiceLoss} is one.
 *
 * <p>To add a composite: its file, and a line in {@link dev.nacre.core.op.Samples}. To add a primitive: besides these
 * the list that {@code Primitive} (or {@link dev.nacre.core.op.Detached}) permits, and the switches of the backends,
 * which the compiler names. The samples then hold it against its specification and its derivative against differences.
 */
package dev.nacre.core.op;
