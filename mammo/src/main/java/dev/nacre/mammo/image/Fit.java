package dev.nacre.mammo.image;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;

/**
 * The size that pictures get, and how.
 *
 * @param height rows of the result
 * @param width columns of the result
 * @param keepsAspect whether both sides shrink or grow by the same factor, so that black strips fill the rest: on the
 *     right, where no chest wall is once pictures are turned, and equally above and below; otherwise the picture is
 *     stretched
 * @param method how it is resized
 */
public record Fit(int height, int width, boolean keepsAspect, Resize.Method method) {
    public Fit {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("a picture needs at least one row and one column, got " + height + " x "
                    + width);
        }
        Math.multiplyExact(height, width);
    }

    /** Where a picture of a given size comes to lie in the result. */
    PixelBox place(int sourceHeight, int sourceWidth) {
        if (!keepsAspect) {
            return new PixelBox(0, 0, width, height);
        }
        double factor = Math.min((double) height / sourceHeight, (double) width / sourceWidth);
        int placedHeight = Math.clamp(Math.round(sourceHeight * factor), 1, height);
        int placedWidth = Math.clamp(Math.round(sourceWidth * factor), 1, width);
        int top = (height - placedHeight) / 2;
        return new PixelBox(0, top, placedWidth, top + placedHeight);
    }

    /** What {@link #fromJson} reads. */
    public Json.Fields toJson() {
        return Json.object().with("height", height).with("width", width).with("keeps_aspect", keepsAspect)
                .with("method", method.word());
    }

    /**
     * The fit that {@link #toJson} describes.
     *
     * @throws JsonException if a key is missing or holds something else
     */
    public static Fit fromJson(Json json) {
        try {
            return new Fit(Math.toIntExact(json.get("height").whole()), Math.toIntExact(json.get("width").whole()),
                    json.get("keeps_aspect").truth(), Resize.Method.named(json.get("method").text()));
        } catch (ArithmeticException | IllegalArgumentException impossible) {
            throw new JsonException("pictures cannot be fitted: " + impossible.getMessage());
        }
    }
}
