package dev.nacre.mammo.image;

/**
 * A picture after the steps of a recipe that look at it; at most the resize is missing, which depends on sizes alone
 * and gives the same bits wherever it is done.
 */
public sealed interface RecipePicture permits PreparedPicture, CutPicture {
    /** The picture in the recipe's size: itself where it has it. */
    PreparedPicture resized();

    /** What was done, the resize included. */
    AppliedRecipe applied();
}
