package dev.nacre.mammo.image;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import java.util.function.Supplier;

/** Which part of a picture a recipe keeps. */
public sealed interface BreastCrop {
    /**
     * The kept part.
     *
     * @param stored the picture
     * @param area the part without the border
     * @param mapping the levels with which the recipe goes on
     * @param breast finds the breast, for those that ask for it
     */
    PixelBox find(GreyPicture stored, PixelBox area, LevelMapping mapping, Supplier<BreastRegion> breast);

    /** What {@link #fromJson} reads. */
    Json.Fields toJson();

    /** Everything within the border. */
    record Whole() implements BreastCrop {
        @Override
        public PixelBox find(GreyPicture stored, PixelBox area, LevelMapping mapping,
                Supplier<BreastRegion> breast) {
            return area;
        }

        @Override
        public Json.Fields toJson() {
            return Json.object().with("kind", "whole");
        }
    }

    /**
     * The longest run of columns, then of rows, that are not constant once dark levels are black: Mammo-CLIP's.
     *
     * @param threshold highest level that counts as black
     * @param central part of the rows, then of the columns, that is looked at; from 0 to 1
     */
    record LongestRun(int threshold, double central) implements BreastCrop {
        public LongestRun {
            if (threshold < 0 || !(central > 0 && central <= 1)) {
                throw new IllegalArgumentException("this crop needs a threshold of at least 0 and a part in (0, 1],"
                        + " got " + threshold + " and " + central);
            }
        }

        @Override
        public PixelBox find(GreyPicture stored, PixelBox area, LevelMapping mapping,
                Supplier<BreastRegion> breast) {
            return new ActiveRuns(stored, area, mapping, threshold).find(central);
        }

        @Override
        public Json.Fields toJson() {
            return Json.object().with("kind", "longest_run").with("threshold", threshold).with("central", central);
        }
    }

    /**
     * The box around the breast, the largest bright part, and a margin where the picture reaches so far.
     *
     * @param margin on each side, as a part of the breast's width and of its height
     */
    record AroundBreast(double margin) implements BreastCrop {
        public AroundBreast {
            if (!(margin >= 0 && margin <= 1)) {
                throw new IllegalArgumentException("a margin lies between 0 and 1, got " + margin);
            }
        }

        @Override
        public PixelBox find(GreyPicture stored, PixelBox area, LevelMapping mapping,
                Supplier<BreastRegion> breast) {
            PixelBox box = breast.get().bounds();
            int sideways = (int) Math.rint(margin * box.width());
            int upright = (int) Math.rint(margin * box.height());
            return new PixelBox(Math.max(area.x0(), box.x0() - sideways),
                    Math.max(area.y0(), box.y0() - upright), Math.min(area.x1(), box.x1() + sideways),
                    Math.min(area.y1(), box.y1() + upright));
        }

        @Override
        public Json.Fields toJson() {
            return Json.object().with("kind", "around_breast").with("margin", margin);
        }
    }

    /**
     * The crop that {@link #toJson} describes.
     *
     * @throws JsonException if it describes none
     */
    static BreastCrop fromJson(Json json) {
        String kind = json.get("kind").text();
        return switch (kind) {
            case "whole" -> new Whole();
            case "longest_run" -> new LongestRun(Math.toIntExact(json.get("threshold").whole()),
                    json.get("central").decimal());
            case "around_breast" -> new AroundBreast(json.get("margin").decimal());
            default -> throw new JsonException("there is no crop '" + kind + "'");
        };
    }
}
