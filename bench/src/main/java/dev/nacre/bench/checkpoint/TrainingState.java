package dev.nacre.bench.checkpoint;

import dev.nacre.core.io.StoredType;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A small checkpoint in the layout of the published ones: a model, the state of its optimiser, settings with an object
 * of a foreign class, counters; and one tensor of each type that PyTorch has a storage for.
 */
final class TrainingState {
    static final List<StoredType> TYPES = List.of(StoredType.F64, StoredType.F32, StoredType.F16, StoredType.BF16,
            StoredType.I64, StoredType.I32, StoredType.I16, StoredType.I8, StoredType.U8, StoredType.BOOL,
            StoredType.C64);
    private static final int ELEMENTS = 6;

    private TrainingState() {
    }

    static SavedValue of(int layers) {
        Map<String, SavedValue> model = new LinkedHashMap<>();
        Map<SavedValue, SavedValue> moments = new LinkedHashMap<>();
        for (int layer = 0; layer < layers; layer++) {
            int first = layer;
            model.put("layer." + layer + ".weight", SavedValue.floats(() -> values(first), 2, 3));
            moments.put(new SavedValue.Whole(layer), SavedValue.dictionary(SavedValue.inOrder(
                    "step", new SavedValue.Decimal(12),
                    "exp_avg", SavedValue.floats(() -> values(first), 2, 3),
                    "exp_avg_sq", SavedValue.floats(() -> values(first + 1), 2, 3))));
        }
        Map<String, SavedValue> types = new LinkedHashMap<>();
        TYPES.forEach(type -> types.put(type.name(), new SavedValue.Tensor(type, List.of(2L, 3L),
                () -> MemorySegment.ofArray(new byte[ELEMENTS * type.bytes()]))));
        SavedValue size = new SavedValue.Instance("omegaconf.listconfig", "ListConfig",
                SavedValue.dictionary(Map.of("_content", new SavedValue.Items(List.of(new SavedValue.Whole(1520),
                        new SavedValue.Whole(912))))));
        SavedValue groups = new SavedValue.Items(List.of(SavedValue.dictionary(SavedValue.inOrder(
                "lr", new SavedValue.Decimal(5e-5),
                "betas", new SavedValue.Tuple(List.of(new SavedValue.Decimal(0.9), new SavedValue.Decimal(0.999))),
                "fused", new SavedValue.None()))));
        return SavedValue.dictionary(SavedValue.inOrder(
                "model", SavedValue.stateDict(model),
                "optimizer", SavedValue.dictionary(SavedValue.inOrder(
                        "state", new SavedValue.Dictionary(false, moments), "param_groups", groups)),
                "types", SavedValue.dictionary(types),
                "config", SavedValue.dictionary(SavedValue.inOrder("size", size, "name", new SavedValue.Text("é"),
                        "shuffle", new SavedValue.Truth(true))),
                "epoch", new SavedValue.Whole(7),
                "seed", new SavedValue.Whole(1L << 40)));
    }

    private static float[] values(int first) {
        float[] values = new float[ELEMENTS];
        IntStream.range(0, ELEMENTS).forEach(index -> values[index] = first + index);
        return values;
    }
}
