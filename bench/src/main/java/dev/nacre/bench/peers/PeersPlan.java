package dev.nacre.bench.peers;

import dev.nacre.core.DType;
import java.util.List;

/**
 * What a run has.
 *
 * @param groups kernels
 * @param models whole networks
 * @param own    names of the lines whose both columns are ours
 * @param effort how long each is measured
 */
record PeersPlan(List<KernelGroup> groups, List<NamedModel> models, List<String> own, Effort effort) {
    /** The lines whose name contains the text. */
    static PeersPlan of(boolean quick, String only) {
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        return new PeersPlan(allGroups().stream().map(group -> group.filtered(quick, only)).toList(),
                NamedModel.all().stream().filter(model -> !quick || model.quick())
                        .filter(model -> model.name().contains(only)).toList(),
                OwnRows.names().stream().filter(name -> !quick && name.contains(only)).toList(), effort);
    }

    boolean isEmpty() {
        return models.isEmpty() && own.isEmpty() && groups.stream().allMatch(group -> group.works().isEmpty());
    }

    private static List<KernelGroup> allGroups() {
        return List.of(ProductRows.of(DType.FLOAT32, 0.95, 0.8), ProductRows.of(DType.BFLOAT16, 0.9, 0.7),
                ConvolutionRows.of(1.2), LayerRows.maps(1.5), LayerRows.attention(1.2));
    }
}
