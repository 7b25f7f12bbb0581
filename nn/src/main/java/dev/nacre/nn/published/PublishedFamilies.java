package dev.nacre.nn.published;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.StoredTensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Families in the order in which they are tried. A state dict may lie anywhere near the top of a file: under
 * {@code model}, {@code state_dict}, a wrapper's {@code module}, or a tower's name.
 *
 * @param inOrder families whose files hold those of others as a part come first
 */
public record PublishedFamilies(List<PublishedFamily> inOrder) {
    /** Networks that are of use beyond mammography. */
    public static final PublishedFamilies GENERAL = new PublishedFamilies(List.of(
            new EfficientNetRelease(), new TimmEfficientNet(), new TorchvisionResNet(), new HuggingFaceBert(),
            new HuggingFaceModernBert()));

    private static final int DEEPEST = 3;
    /** Files of models have some thousands, an optimiser's parameters included; a file may be made to have millions. */
    private static final int MOST_PARTS = 10_000;
    private static final char SEPARATOR = '.';

    /** Copies the list. */
    public PublishedFamilies {
        inOrder = List.copyOf(inOrder);
    }

    /** What the file holds, or nothing if it belongs to none of these families. */
    public Optional<? extends PublishedModel<?>> recognise(Checkpoint file) {
        List<Checkpoint> parts = prefixes(file).stream().limit(MOST_PARTS).map(file::part).toList();
        for (PublishedFamily family : inOrder) {
            for (Checkpoint part : parts) {
                Optional<? extends PublishedModel<?>> model = family.recognise(part);
                if (model.isPresent()) {
                    return model;
                }
            }
        }
        return Optional.empty();
    }

    /** The whole first, then what lies one name deeper, and so on: {@code ""}, {@code "model."}, … */
    private static SequencedSet<String> prefixes(Checkpoint file) {
        SequencedSet<String> prefixes = new LinkedHashSet<>();
        for (int depth = 0; depth <= DEEPEST; depth++) {
            for (StoredTensor tensor : file.tensors()) {
                int end = 0;
                for (int level = 0; level < depth && end >= 0; level++) {
                    end = tensor.name().indexOf(SEPARATOR, end) + 1;
                    end = end == 0 ? -1 : end;
                }
                if (end >= 0) {
                    prefixes.add(tensor.name().substring(0, end));
                }
            }
        }
        return prefixes;
    }
}
