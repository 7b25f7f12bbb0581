package dev.nacre.mammo.data.sets;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.mammo.data.sets.Region.Point;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One outline in the CSV format of the VGG Image Annotator: a shape as JSON in the cell region_shape_attributes. */
final class ViaOutline {
    static final List<String> COLUMNS = List.of("filename", "region_shape_attributes");
    private static final String SHAPE = "region_shape_attributes";

    private ViaOutline() {
    }

    /** The outline of a row; nothing for a picture without one, and a problem where it is no shape. */
    static Optional<Region> region(SetTable.Row row, SetCollector collector) {
        try {
            Map<String, Json> shape = fields(Json.parse(row.text(SHAPE)));
            return shape.isEmpty() ? Optional.empty() : Optional.of(region(shape));
        } catch (IllegalArgumentException noShape) {
            collector.problem(Kind.UNUSABLE_REGION, row.place(), "the column " + SHAPE + " holds no shape that is"
                    + " known");
            return Optional.empty();
        }
    }

    private static Map<String, Json> fields(Json shape) {
        if (shape instanceof Json.Fields fields) {
            return fields.fields();
        }
        throw new JsonException("a shape is an object");
    }

    private static Region region(Map<String, Json> shape) {
        return switch (text(shape)) {
            case "polygon", "polyline" -> polygon(shape);
            case "rect" -> new Region.Box(number(shape, "x"), number(shape, "y"),
                    number(shape, "x") + number(shape, "width"), number(shape, "y") + number(shape, "height"));
            case "circle" -> ellipse(centre(shape), number(shape, "r"), number(shape, "r"), 0);
            case "ellipse" -> ellipse(centre(shape), number(shape, "rx"), number(shape, "ry"),
                    shape.containsKey("theta") ? number(shape, "theta") : 0);
            case "point" -> new Region.Polygon(List.of(centre(shape)));
            default -> throw new JsonException("unknown shape");
        };
    }

    private static Region polygon(Map<String, Json> shape) {
        List<Json> columns = value(shape, "all_points_x").items();
        List<Json> rows = value(shape, "all_points_y").items();
        if (columns.size() != rows.size()) {
            throw new JsonException("as many columns as rows make points");
        }
        List<Point> points = new ArrayList<>();
        for (int index = 0; index < columns.size(); index++) {
            points.add(new Point(columns.get(index).decimal(), rows.get(index).decimal()));
        }
        return new Region.Polygon(points);
    }

    private static Region ellipse(Point centre, double radiusX, double radiusY, double angle) {
        return new Region.Ellipse(centre, radiusX, radiusY, angle);
    }

    private static Point centre(Map<String, Json> shape) {
        return new Point(number(shape, "cx"), number(shape, "cy"));
    }

    private static String text(Map<String, Json> shape) {
        return value(shape, "name").text();
    }

    private static double number(Map<String, Json> shape, String key) {
        return value(shape, key).decimal();
    }

    private static Json value(Map<String, Json> shape, String key) {
        Json value = shape.get(key);
        if (value == null) {
            throw new JsonException("a shape needs " + key);
        }
        return value;
    }
}
