package dev.nacre.core.io;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * How the tensors of two files differ, by their names. Values are compared bit for bit first, and then, if they are
 * floating-point numbers of the same sizes, as numbers, whatever their precision.
 *
 * @param onlyFirst  names that the first file alone has
 * @param onlySecond names that the second file alone has
 * @param otherShape tensors whose element counts or sizes differ, or whose types cannot be compared
 * @param otherValue tensors of the same sizes with other values, those that differ most first
 * @param otherType  how many tensors hold the same values in another type
 * @param equal      how many tensors are equal, bit for bit
 */
public record CheckpointDiff(List<String> onlyFirst, List<String> onlySecond, List<Pair> otherShape,
        List<Change> otherValue, int otherType, int equal) {
    /** Two tensors of one name. */
    public record Pair(StoredTensor first, StoredTensor second) { }

    /**
     * Two tensors whose values differ.
     *
     * @param name     of both
     * @param relative ‖first − second‖ / ‖first‖ over the whole tensor; infinite if the first is zero everywhere or a
     *                 value of either is not finite
     * @param largest  the largest difference of two elements, or not a number where it is none
     */
    public record Change(String name, double relative, double largest) { }

    /** Copies the lists. */
    public CheckpointDiff {
        onlyFirst = List.copyOf(onlyFirst);
        onlySecond = List.copyOf(onlySecond);
        otherShape = List.copyOf(otherShape);
        otherValue = List.copyOf(otherValue);
    }

    /** Compares all tensors of two files. */
    public static CheckpointDiff of(Checkpoint first, Checkpoint second) {
        List<String> onlyFirst = new ArrayList<>();
        List<Pair> otherShape = new ArrayList<>();
        List<Change> otherValue = new ArrayList<>();
        int otherType = 0;
        int equal = 0;
        for (StoredTensor tensor : first.tensors()) {
            StoredTensor other = second.find(tensor.name()).orElse(null);
            if (other == null) {
                onlyFirst.add(tensor.name());
            } else if (!tensor.shape().equals(other.shape()) || !comparable(tensor, other)) {
                otherShape.add(new Pair(tensor, other));
            } else if (tensor.type() == other.type() && sameBits(first, second, tensor.name())) {
                equal++;
            } else {
                Change change = first.withBytes(tensor.name(), a -> second.withBytes(tensor.name(),
                        b -> change(first, second, tensor, other, a, b)));
                if (change.largest() == 0) {
                    otherType++;
                } else {
                    otherValue.add(change);
                }
            }
        }
        List<String> onlySecond = second.tensors().stream().map(StoredTensor::name)
                .filter(name -> first.find(name).isEmpty()).toList();
        otherValue.sort((a, b) -> Double.compare(b.relative(), a.relative()));
        return new CheckpointDiff(onlyFirst, onlySecond, otherShape, otherValue, otherType, equal);
    }

    /** Whether both files hold the same names with the same bits. */
    public boolean same() {
        return sameValues() && otherType == 0;
    }

    /** Whether both files hold the same names with the same values, in whatever types. */
    public boolean sameValues() {
        return onlyFirst.isEmpty() && onlySecond.isEmpty() && otherShape.isEmpty() && otherValue.isEmpty();
    }

    private static boolean comparable(StoredTensor first, StoredTensor second) {
        return first.type() == second.type() || isFloating(first) && isFloating(second);
    }

    private static boolean isFloating(StoredTensor tensor) {
        return tensor.type().dtype().map(type -> type.isFloating()).orElse(false);
    }

    private static boolean sameBits(Checkpoint first, Checkpoint second, String name) {
        return first.withBytes(name, a -> second.withBytes(name, b -> a.mismatch(b) < 0));
    }

    private static Change change(Checkpoint first, Checkpoint second, StoredTensor tensor, StoredTensor other,
            MemorySegment a, MemorySegment b) {
        if (!isFloating(tensor)) {
            return new Change(tensor.name(), Double.POSITIVE_INFINITY, Double.NaN);
        }
        double difference = 0;
        double norm = 0;
        double largest = 0;
        double[] own = StoredValues.doubles(first.path(), tensor, a);
        double[] others = StoredValues.doubles(second.path(), other, b);
        for (int i = 0; i < own.length; i++) {
            double delta = Math.abs(own[i] - others[i]);
            // Two infinities or two NaN are no difference.
            if (Double.compare(own[i], others[i]) != 0 && delta != 0) {
                difference += delta * delta;
                largest = Double.isNaN(delta) ? Double.POSITIVE_INFINITY : Math.max(largest, delta);
            }
            norm += own[i] * own[i];
        }
        double relative = Math.sqrt(difference / norm);
        return new Change(tensor.name(), largest == 0 ? 0 : Double.isNaN(relative) ? Double.POSITIVE_INFINITY
                : relative, largest);
    }
}
