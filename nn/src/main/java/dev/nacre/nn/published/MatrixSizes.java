package dev.nacre.nn.published;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.StoredTensor;

/** Sizes of matrices in a file, from which a configuration is told. */
record MatrixSizes(Checkpoint weights) {
    /** @throws CheckpointException if it is no matrix, or one without elements */
    int rows(String name) {
        return size(name, 0);
    }

    /** @throws CheckpointException if it is no matrix, or one without elements */
    int columns(String name) {
        return size(name, 1);
    }

    private int size(String name, int dimension) {
        StoredTensor tensor = weights.tensor(name);
        if (tensor.shape().rank() != 2 || tensor.elements() == 0
                || tensor.shape().size(dimension) > Integer.MAX_VALUE) {
            throw new CheckpointException("tensor \"" + name + "\" of " + weights.path() + " has the shape "
                    + tensor.shape() + ", where a matrix is needed; fetch the file again");
        }
        return (int) tensor.shape().size(dimension);
    }
}
