package dev.nacre.mammo.image;

import dev.nacre.core.io.Json;

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

    /** The part of the prepared picture that shows the original; what lies beyond was filled up. */
    public PlaneBox shown() {
        return new PlaneBox(crop.x0(), crop.y0(), crop.x1(), crop.y1()).mapped(toPrepared);
    }

    /** For results; {@link #fromJson} reads it. */
    public Json.Fields toJson() {
        return Json.object().with("recipe", recipe).with("levels", levels).with("inverted", inverted)
                .with("crop", crop.toJson())
                .with("flipped", flipped).with("to_prepared", toPrepared.toJson());
    }

    /**
     * The trace that {@link #toJson} describes.
     *
     * @throws dev.nacre.core.io.JsonException if a key is missing or holds something else
     */
    public static AppliedRecipe fromJson(Json json) {
        return new AppliedRecipe(json.get("recipe").text(), json.get("levels").text(), json.get("inverted").truth(),
                PixelBox.fromJson(json.get("crop")), json.get("flipped").truth(),
                PlaneAffine.fromJson(json.get("to_prepared")));
    }
}
