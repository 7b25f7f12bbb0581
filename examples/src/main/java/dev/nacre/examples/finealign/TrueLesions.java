package dev.nacre.examples.finealign;

import dev.nacre.examples.FoundFile;
import dev.nacre.mammo.eval.localisation.Region;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureFacts;
import dev.nacre.nn.InputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Lesions that somebody drew, as masks of the pictures' own pixels, to be seen beside what the model found. Masks may
 * be coloured, as some sets tell kinds of lesions apart by colour.
 */
final class TrueLesions {
    private static final int CHANNEL = 255;
    private static final int HALF = 127;

    private TrueLesions() {
    }

    /**
     * The lesions of each picture: pixels with a channel above half of white.
     *
     * @param files masks named by side and view as the pictures are
     * @throws InputException if a mask cannot be read, or is of another size than its picture
     */
    static Map<ExamView, List<Region.Pixels>> read(Collection<FoundFile> files, Map<ExamView, Mammogram> pictures) {
        Map<ExamView, List<Region.Pixels>> lesions = new EnumMap<>(ExamView.class);
        for (FoundFile file : files) {
            ExamView view = ViewNames.of(file.path(), PictureFacts.NONE).orElseThrow(() -> new InputException(
                    "the name of the mask " + file.shownName() + " does not say which view it is of: give it a name"
                            + " with side and view, such as left_cc.png"));
            if (!pictures.containsKey(view)) {
                throw new InputException("the mask " + file.shownName() + " is of the " + ViewNames.spoken(view)
                        + " view, and the exam has no such picture: leave it out");
            }
            lesions.put(view, Region.components(mask(file, pictures.get(view))));
        }
        return lesions;
    }

    private static Mask mask(FoundFile file, Mammogram picture) {
        int height = picture.stored().height();
        int width = picture.stored().width();
        try (ImageInputStream stream = new FileImageInputStream(file.path().toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new InputException("the mask " + file.shownName() + " is no PNG or other common picture: save it"
                        + " as PNG");
            }
            return mask(readers.next(), stream, file, height, width);
        } catch (IOException | IllegalArgumentException damaged) {
            throw new InputException("the mask " + file.shownName() + " cannot be read: save it again as PNG", damaged);
        }
    }

    private static Mask mask(ImageReader reader, ImageInputStream stream, FoundFile file, int height, int width)
            throws IOException {
        try {
            reader.setInput(stream);
            // Before any pixel is decoded, so that no claimed size takes memory.
            if (reader.getHeight(0) != height || reader.getWidth(0) != width) {
                throw new InputException("the mask " + file.shownName() + " has " + reader.getHeight(0) + " x "
                        + reader.getWidth(0) + " pixels and its picture has " + height + " x " + width
                        + ": give masks of the pictures' own pixels");
            }
            return bright(reader.read(0));
        } finally {
            reader.dispose();
        }
    }

    private static Mask bright(BufferedImage image) {
        boolean[] inside = new boolean[image.getHeight() * image.getWidth()];
        for (int index = 0; index < inside.length; index++) {
            int colour = image.getRGB(index % image.getWidth(), index / image.getWidth());
            inside[index] = Math.max(colour >> 16 & CHANNEL, Math.max(colour >> 8 & CHANNEL, colour & CHANNEL)) > HALF;
        }
        return new Mask(image.getHeight(), image.getWidth(), inside);
    }
}
