package dev.nacre.kernels.cuda.driver;

import java.util.List;

/**
 * Planned work with its memory.
 *
 * @param work      what is computed
 * @param tensors   its tensors, in the order that the work names
 * @param workspace memory that the library may write to; of 0 bytes where it wants none
 * @param subject   what it is for, in words that an error can use
 */
public record PlannedCall(PlannedWork work, List<Region> tensors, Region workspace, Object subject) {
    /** Copies the list. */
    public PlannedCall {
        tensors = List.copyOf(tensors);
    }
}
