package dev.nacre.core.golden;

import dev.nacre.core.DType;
import dev.nacre.core.Scope;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.PseudoWeights;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.StateEntry;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Models and inputs filled with {@link PseudoWeights}, in our order of dimensions. */
public final class PseudoState {
    private static final Pattern INPUT = Pattern.compile("(\\S+) \\[([\\d, ]+)] NCHW.*");

    private PseudoState() {
    }

    /** Fills every entry; {@code prefix} is what the state dict's names have before the model's own. */
    public static void fill(Collection<StateEntry> model, String prefix, PseudoWeights weights) {
        for (StateEntry entry : model) {
            Scope.run("filling " + entry.name(), () -> {
                Shape file = entry.layout().toFile(entry.spec().shape());
                Tensor value = tensor(weights.parameter(prefix + entry.name(), file.sizes()), file);
                entry.assign().accept(entry.layout().fromFile(value).to(entry.spec().type()).hold());
            });
        }
    }

    /** Values as a tensor; a single one may be a scalar. */
    public static Tensor tensor(float[] values, Shape shape) {
        return Tensor.of(values, values.length).reshape(shape);
    }

    /** The picture that a golden file names in its metadata as {@code name [sizes] NCHW}, as NHWC. */
    public static Tensor picture(SafetensorsFile golden) {
        Matcher input = INPUT.matcher(golden.metadata().get("input"));
        if (!input.matches()) {
            throw new IllegalArgumentException(golden.path() + " names its input in an unknown way: "
                    + golden.metadata().get("input"));
        }
        long[] sizes = Arrays.stream(input.group(2).split(", *")).mapToLong(Long::parseLong).toArray();
        return FileLayout.IMAGE.fromFile(Tensor.of(PseudoWeights.of(golden).input(input.group(1), sizes), sizes));
    }

    /** The state dict that a golden file lists: names in order, with the sizes that the file would have. */
    public static Map<String, Shape> listed(SafetensorsFile golden) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        Json.parse(golden.metadata().get("state_dict")).fields().forEach((name, sizes) -> shapes.put(name,
                Shape.of(sizes.items().stream().mapToLong(Json::whole).toArray())));
        return shapes;
    }

    /** The state dict that a model would write: names in order, with the sizes that the file would have. */
    public static Map<String, Shape> listed(Collection<StateEntry> model, String prefix) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        model.forEach(entry -> shapes.put(prefix + entry.name(), entry.layout().toFile(entry.spec().shape())));
        return shapes;
    }

    /** The first values of a tensor in its file layout. */
    public static float[] head(Tensor value, FileLayout layout, int count) {
        float[] all = layout.toFile(value).to(DType.FLOAT32).toFloats();
        return Arrays.copyOf(all, Math.min(count, all.length));
    }
}
