package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.sets.Region.Point;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outlines that radiologists drew for INbreast with OsiriX: a list of images with a list of regions, each with a
 * name and points as texts. Read by key, since the order of keys is no part of the format.
 */
final class INbreastRegions {
    private static final Pattern POINT = Pattern.compile("\\(\\s*([-+.\\deE]+)\\s*,\\s*([-+.\\deE]+)\\s*\\)");

    private INbreastRegions() {
    }

    /** A finding for each region of a file. */
    static List<Finding> read(Path file, RowPlace place, SetCollector collector) {
        List<Finding> findings = new ArrayList<>();
        for (PropertyList image : PropertyList.read(file).items("Images")) {
            for (PropertyList region : image.items("ROIs")) {
                finding(region, place, collector).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static Optional<Finding> finding(PropertyList region, RowPlace place, SetCollector collector) {
        Optional<Region> outline = outline(region.items("Point_px"));
        if (outline.isEmpty()) {
            collector.problem(Kind.UNUSABLE_REGION, place, "an outline has no points that can be read");
        }
        String name = region.text("Name");
        // A cluster is one of calcifications.
        Optional<FindingCategory> category = name.equalsIgnoreCase("cluster")
                ? Optional.of(FindingCategory.CALCIFICATION) : FindingCategory.named(name);
        if (category.isEmpty()) {
            collector.problem(Kind.UNKNOWN_LABEL, place, "an outline has a name that is not known");
        }
        return outline.map(points -> new Finding(List.of(category.orElse(FindingCategory.UNSPECIFIED)), List.of(),
                List.of(points), Optional.empty(), Optional.empty()));
    }

    private static Optional<Region> outline(List<PropertyList> texts) {
        List<Point> points = new ArrayList<>();
        for (PropertyList text : texts) {
            Matcher point = POINT.matcher(text instanceof PropertyList.Text written ? written.text() : "");
            if (!point.matches()) {
                return Optional.empty();
            }
            try {
                points.add(new Point(Double.parseDouble(point.group(1)), Double.parseDouble(point.group(2))));
            } catch (NumberFormatException noNumber) {
                return Optional.empty();
            }
        }
        return points.isEmpty() ? Optional.empty() : Optional.of(new Region.Polygon(points));
    }
}
