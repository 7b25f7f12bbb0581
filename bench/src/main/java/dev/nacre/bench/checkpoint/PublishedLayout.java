package dev.nacre.bench.checkpoint;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.io.PseudoWeights;
import dev.nacre.core.io.StateEntry;
import dev.nacre.core.io.StoredType;
import dev.nacre.mammo.clip.MammoClip;
import dev.nacre.mammo.clip.MammoClipConfig;
import dev.nacre.nn.model.ModernBertConfig;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A checkpoint as trainings of Mammo-CLIP and Mammo-FM leave it: weights, both moments of AdamW, scheduler, settings
 * with a list of a foreign class, epoch and loss. All numbers are pseudo-weights: nobody's weights are in it.
 */
record PublishedLayout(MammoClipConfig config, PseudoWeights weights) {
    private static final String WRAPPED_TEXT = "text_encoder.text_encoder.";
    private static final int EPOCH = 7;
    private static final double RATE = 5e-5;

    void write(Path target) throws IOException {
        MammoClip model = new MammoClip(config);
        String file = target.getFileName().toString();
        int dot = file.lastIndexOf('.');
        TorchZipWriter.write(target, dot > 0 ? file.substring(0, dot) : file, SavedValue.dictionary(SavedValue.inOrder(
                "model", SavedValue.stateDict(entries(model)),
                "optimizer", optimiser(model),
                "scheduler", SavedValue.dictionary(Map.of("last_epoch", new SavedValue.Whole(EPOCH))),
                "config", settings(),
                "epoch", new SavedValue.Whole(EPOCH),
                "train_loss", new SavedValue.Decimal(1.25))));
    }

    private Map<String, SavedValue> entries(MammoClip model) {
        Map<String, SavedValue> entries = new LinkedHashMap<>();
        for (StateEntry entry : model.state()) {
            Shape shape = entry.layout().toFile(entry.spec().shape());
            String name = published(entry.name());
            entries.put(name, tensor(name, entry.spec().type(), shape));
        }
        return entries;
    }

    /** Mammo-FM's text encoder lies one name higher than Mammo-CLIP's. */
    private String published(String ours) {
        return config.text() instanceof ModernBertConfig && ours.startsWith(WRAPPED_TEXT)
                ? "text_encoder." + ours.substring(WRAPPED_TEXT.length()) : ours;
    }

    private SavedValue tensor(String name, DType type, Shape shape) {
        return type == DType.FLOAT32 ? SavedValue.floats(() -> weights.parameter(name, shape.sizes()), shape.sizes())
                : new SavedValue.Tensor(StoredType.of(type),
                        Arrays.stream(shape.sizes()).boxed().toList(),
                        () -> MemorySegment.ofArray(new byte[Math.toIntExact(shape.elements() * type.bytes())]));
    }

    private SavedValue optimiser(MammoClip model) {
        Map<SavedValue, SavedValue> state = new LinkedHashMap<>();
        model.parameters().values().forEach(parameter -> {
            Shape shape = parameter.layout().toFile(parameter.spec().shape());
            String name = "optimizer.state." + state.size();
            state.put(new SavedValue.Whole(state.size()), SavedValue.dictionary(SavedValue.inOrder(
                    "step", new SavedValue.Decimal(EPOCH),
                    "exp_avg", tensor(name + ".exp_avg", DType.FLOAT32, shape),
                    "exp_avg_sq", tensor(name + ".exp_avg_sq", DType.FLOAT32, shape))));
        });
        SavedValue group = SavedValue.dictionary(SavedValue.inOrder("lr", new SavedValue.Decimal(RATE),
                "betas", new SavedValue.Tuple(List.of(new SavedValue.Decimal(0.9), new SavedValue.Decimal(0.999)))));
        return SavedValue.dictionary(SavedValue.inOrder("state", new SavedValue.Dictionary(false, state),
                "param_groups", new SavedValue.Items(List.of(group))));
    }

    private static SavedValue settings() {
        SavedValue list = new SavedValue.Instance("omegaconf.listconfig", "ListConfig", SavedValue.dictionary(
                Map.of("_content", new SavedValue.Items(List.of(new SavedValue.Whole(1520),
                        new SavedValue.Whole(912))))));
        return SavedValue.dictionary(SavedValue.inOrder(
                "base", SavedValue.dictionary(SavedValue.inOrder("text_max_length", new SavedValue.Whole(256),
                        "mean", new SavedValue.Decimal(0.3089279), "std", new SavedValue.Decimal(0.25053555408335154))),
                "model", SavedValue.dictionary(SavedValue.inOrder("text_encoder", SavedValue.dictionary(
                        Map.of("pooling", new SavedValue.Text("eos"))))),
                "size", list));
    }
}
