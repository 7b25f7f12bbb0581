package dev.nacre.mammo.dicom;

import java.util.List;
import java.util.Optional;

/**
 * Where the attributes of one frame stand: in an enhanced file in the functional groups of the frame or in those that
 * all frames share (PS3.3 C.7.6.16), else in the data set itself.
 */
final class FunctionalGroups {
    private final DataSet dataset;
    private final Optional<DataSet> ofFrame;
    private final Optional<DataSet> shared;

    FunctionalGroups(DataSet dataset, int frame) {
        this.dataset = dataset;
        List<DataSet> frames = dataset.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        ofFrame = frame < frames.size() ? Optional.of(frames.get(frame)) : Optional.empty();
        shared = dataset.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).stream().findFirst();
    }

    /** The group with a tag, or the data set if there is no such group. */
    DataSet group(int sequence) {
        return ofFrame.flatMap(groups -> groups.items(sequence).stream().findFirst())
                .or(() -> shared.flatMap(groups -> groups.items(sequence).stream().findFirst())).orElse(dataset);
    }
}
