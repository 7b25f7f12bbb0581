package dev.nacre.mammo.image;

import dev.nacre.core.io.Json;
import java.util.List;

/**
 * What a recipe did to one picture: all that is needed to find a place of the prepared picture in the original file.
 *
 * @param recipe name of the recipe
 * @param levels how levels were mapped, with the numbers found
 * @param inverted whether dark and bright were exchanged
 * @param crop the part of the original that was kept
 * @param flipped whether left and right were exchanged
 * @param toPrepared from the original's coordinates to those of the prepared picture
 */
public record AppliedRecipe(String recipe, String levels, boolean inverted, PixelBox crop, boolean flipped,
        PlaneAffine toPrepared) {
    /** From the prepared picture's coordinates back to those of the original. */
    public PlaneAffine toOriginal() {
        return toPrepared.inverse();
    }

    /** For results. */
    public Json.Fields toJson() {
        return Json.object().with("recipe", recipe).with("levels", levels).with("inverted", inverted)
                .with("crop", new Json.Items(List.of(new Json.Whole(crop.x0()), new Json.Whole(crop.y0()),
                        new Json.Whole(crop.x1()), new Json.Whole(crop.y1()))))
                .with("flipped", flipped).with("to_prepared", toPrepared.toJson());
    }
}
