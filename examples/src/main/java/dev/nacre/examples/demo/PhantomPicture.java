package dev.nacre.examples.demo;

import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.prepare.MammogramReader;
import java.nio.file.Path;

/** Pictures of phantoms as people and scores look at them: bright tissue, whatever unit took them. */
final class PhantomPicture {
    private static final int BITS = 12;

    private PhantomPicture() {
    }

    /** 12 bits, tissue bright. */
    static GreyPicture read(Path file) {
        Mammogram mammogram = MammogramReader.read(file);
        GreyPicture stored = mammogram.stored();
        int white = (1 << stored.bits()) - 1;
        double scale = ((1 << BITS) - 1) / (double) white;
        short[] levels = new short[stored.levels().length];
        for (int index = 0; index < levels.length; index++) {
            int level = Short.toUnsignedInt(stored.levels()[index]);
            levels[index] = (short) Math.rint(scale * (mammogram.inverted() ? white - level : level));
        }
        return new GreyPicture(stored.height(), stored.width(), BITS, levels);
    }
}
