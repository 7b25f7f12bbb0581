package dev.nacre.mammo.task.factor;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNet;

/** What an encoder in evaluation sees at one level, channel by channel. */
final class LevelMaps {
    private static final int CHANNELS = 3;

    private LevelMaps() {
    }

    /**
     * The maps.
     *
     * @param level 1 to 5
     * @param pictures prepared, {@code [batch, height, width, 3]}
     * @return {@code [batch, map height, map width, channels]}
     */
    static Tensor of(EfficientNet encoder, int level, Tensor pictures) {
        return encoder.pyramid(pictures, Pass.EVAL).get(level - 1);
    }

    /** The same as {@code [batch, channels, places]}, row by row: the published order. */
    static Tensor byChannel(Tensor maps) {
        return maps.permute(0, 3, 1, 2).reshape(maps.size(0), maps.size(3), maps.size(1) * maps.size(2));
    }

    /** Rows, columns and channels of the maps of pictures of a size; found by looking at an empty one. */
    static int[] sizes(EfficientNet encoder, int level, int height, int width) {
        int[] sizes = new int[3];
        Scope.run("sizes of maps", () -> {
            Tensor maps = of(encoder, level, Tensor.zeros(1, height, width, CHANNELS));
            for (int index = 0; index < sizes.length; index++) {
                sizes[index] = Math.toIntExact(maps.size(index + 1));
            }
        });
        return sizes;
    }
}
