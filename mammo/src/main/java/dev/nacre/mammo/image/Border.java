package dev.nacre.mammo.image;

/** What a warp finds beyond the border of a picture. */
public sealed interface Border {
    /** The picture mirrored about its outer pixels, which are not repeated: d c b | a b c d | c b a. */
    Border REFLECT_101 = new Reflect101();

    /**
     * The same level everywhere.
     *
     * @param level in the units of the picture
     */
    record Constant(float level) implements Border {
    }

    /** See {@link #REFLECT_101}. */
    record Reflect101() implements Border {
    }
}
