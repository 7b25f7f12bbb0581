package dev.nacre.mammo.finealign.head;

import dev.nacre.core.Device;
import dev.nacre.core.Scope;
import dev.nacre.mammo.finealign.inference.Enhancement;
import dev.nacre.mammo.finealign.model.Abnormality;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Pass;
import java.util.Arrays;

/** What is made of pictures before the encoder of a head sees them. Safe for many threads. */
@FunctionalInterface
interface PictureInput {
    /** Nothing. */
    PictureInput PLAIN = (pictures, breasts, slots, exams) -> pictures.values();

    /**
     * The channels of each pixel, {@code [pictures, height, width, channels]}.
     *
     * @param pictures levels from 0 to 1
     * @param breasts above ½ inside
     * @param slots of the pictures in their exams
     */
    float[] of(PictureBatch pictures, PictureBatch breasts, int[] slots, int exams);

    /** What the settings ask for. @throws InputException if the start has no map of abnormality */
    static PictureInput of(HeadSettings.Input input, FineAlign start) {
        return switch (input) {
            case PLAIN -> PLAIN;
            case ENHANCED -> enhanced(start);
        };
    }

    /**
     * x, E and a (specification §2.10).
     *
     * @throws InputException unless the model is of mode R
     */
    static PictureInput enhanced(FineAlign source) {
        if (source.config().mode() != FineAlignConfig.Mode.RECOMMENDED) {
            throw new InputException("the precursor has no map of abnormality to enhance pictures with: take plain"
                    + " pictures");
        }
        // Loaders ask from threads of their own.
        Device device = Device.current();
        return (pictures, breasts, slots, exams) -> {
            float[][] maps = new float[2][];
            Scope.run("enhancing", () -> {
                Abnormality found = device.run(() -> source.abnormality(source.pictures(pictures, slots, exams,
                        Pass.EVAL), pictures, breasts, Pass.EVAL));
                maps[0] = found.background().toFloats();
                maps[1] = found.awareness().toFloats();
            });
            return interleaved(pictures, maps[0], maps[1]);
        };
    }

    private static float[] interleaved(PictureBatch pictures, float[] background, float[] awareness) {
        int elements = pictures.height() * pictures.width();
        float[] channels = new float[Math.multiplyExact(3, pictures.values().length)];
        for (int picture = 0; picture < pictures.pictures(); picture++) {
            int first = picture * elements;
            PictureMap enhanced = Enhancement.RECOMMENDED.of(map(pictures, pictures.values(), first),
                    map(pictures, background, first), map(pictures, awareness, first));
            for (int index = 0; index < elements; index++) {
                channels[3 * (first + index)] = pictures.values()[first + index];
                channels[3 * (first + index) + 1] = enhanced.values()[index];
                channels[3 * (first + index) + 2] = awareness[first + index];
            }
        }
        return channels;
    }

    private static PictureMap map(PictureBatch pictures, float[] values, int first) {
        int elements = pictures.height() * pictures.width();
        return new PictureMap(pictures.height(), pictures.width(), Arrays.copyOfRange(values, first, first + elements));
    }
}
