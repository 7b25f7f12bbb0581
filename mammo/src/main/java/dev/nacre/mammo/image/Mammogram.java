package dev.nacre.mammo.image;

import java.util.List;

/**
 * A picture as its file holds it, and what the file says about showing it: what a recipe starts from.
 *
 * @param name of the file, for errors
 * @param stored levels before any conversion; signed values are shifted so that the lowest possible one is 0
 * @param inverted whether high levels are dark (MONOCHROME1, or the presentation LUT shape INVERSE)
 * @param displays ways of showing it in the file's order, without the inversion; empty where it says none
 * @param facts what else the file says
 */
public record Mammogram(String name, GreyPicture stored, boolean inverted, List<DisplayTable> displays,
        PictureFacts facts) {
    public Mammogram {
        displays = List.copyOf(displays);
    }

    /** Whether a stored level stands for no tissue. */
    public boolean isPadding(int level) {
        return facts.padding().isPresent() && facts.padding().get().contains(level);
    }

    /** A picture whose file holds levels alone. */
    public static Mammogram of(String name, GreyPicture stored) {
        return new Mammogram(name, stored, false, List.of(), PictureFacts.NONE);
    }
}
