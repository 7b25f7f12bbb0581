package dev.nacre.mammo.eval;

import dev.nacre.mammo.image.GreyPicture;
import java.util.List;

/**
 * Finds bright blobs of any of several sizes: at each pixel, the highest answer of several blob filters.
 *
 * @param filters by growing scale; at least one
 */
public record BlobScales(List<BlobFilter> filters) implements BrightnessFilter {
    /** Copies the list. */
    public BlobScales {
        filters = List.copyOf(filters);
        if (filters.isEmpty()) {
            throw new IllegalArgumentException("a blob filter without a scale finds nothing: give one or more");
        }
    }

    @Override
    public GreyPicture transform(GreyPicture picture) {
        return highest(filters.stream().map(filter -> filter.transform(picture)).toList());
    }

    /** What {@link #transform} gives, from the answers of the single filters. */
    GreyPicture highest(List<GreyPicture> answers) {
        GreyPicture first = answers.getFirst();
        short[] highest = first.levels().clone();
        for (GreyPicture answer : answers) {
            for (int index = 0; index < highest.length; index++) {
                highest[index] = (short) Math.max(Short.toUnsignedInt(highest[index]),
                        Short.toUnsignedInt(answer.levels()[index]));
            }
        }
        return new GreyPicture(first.height(), first.width(), first.bits(), highest);
    }

    @Override
    public String description() {
        return filters.getFirst().description() + " to " + filters.getLast().description();
    }
}
