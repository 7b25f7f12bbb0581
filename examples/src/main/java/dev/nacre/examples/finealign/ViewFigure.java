package dev.nacre.examples.finealign;

import dev.nacre.mammo.eval.localisation.FoundRegion;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PlaneBox;
import dev.nacre.mammo.page.DataUri;
import dev.nacre.mammo.page.Markup;
import dev.nacre.mammo.page.RegionOutline;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One picture of the page in all its layers. Its coordinates are those of the original pixels: maps are laid over them
 * by the way back of the model's recipe.
 */
final class ViewFigure {
    /** Sizes of letters and gaps as parts of the window's rows. */
    private static final double LETTERS = 0.028;
    private static final double AROUND = 0.006;
    private static final int NO_LAYER = -1;

    private final Markup page;
    private final ExamView place;
    private final ExplainedView view;
    private final Window window;

    ViewFigure(Markup page, ExamView place, ExplainedView view, Window window) {
        this.page = page;
        this.place = place;
        this.view = view;
        this.window = window;
    }

    /** The place of a picture that is not there. */
    static void missing(Markup page, ExamView place) {
        page.open("figure", "class", "view " + side(place) + " missing");
        page.element("figcaption", ViewNames.title(place));
        page.element("p", "not in this exam").close();
    }

    void write(List<Layer> layers, List<double[]> ends) {
        page.open("figure", "class", "view " + side(place), "data-view", place.name());
        page.open("figcaption").text(ViewNames.title(place));
        page.element("small", regions().isEmpty() ? "no region" : regions().size() + (regions().size() == 1
                ? " region" : " regions")).close();
        page.open("svg", "viewBox", tenth(window.x()) + " " + tenth(window.y()) + " " + tenth(window.width()) + " "
                + tenth(window.height()), "role", "img", "aria-label", description(), "preserveAspectRatio",
                window.chestWallRight() ? "xMaxYMid" : "xMinYMid");
        page.empty("image", "class", "picture", "href", DataUri.of(view.shown()), "width", view.width(), "height",
                view.height(), "preserveAspectRatio", "none");
        for (int number = 0; number < layers.size(); number++) {
            layer(number, layers.get(number), ends.get(number));
        }
        prepared("heat", NO_LAYER, "data:,");
        if (!view.truth().isEmpty()) {
            page.empty("path", "class", "truth", "d", view.truth().stream().map(RegionOutline::path)
                    .collect(Collectors.joining()));
        }
        for (int number = 0; number < regions().size(); number++) {
            region(number);
        }
        page.close();
        page.empty("img", "class", "stencil", "alt", "", "src",
                DataUri.stencil(view.reading().prepared().breast()));
        boxes();
        page.close();
    }

    private static String side(ExamView place) {
        return place.side().name().toLowerCase(Locale.ROOT);
    }

    private List<FoundRegion> regions() {
        return view.regions();
    }

    private PlaneAffine toOriginal() {
        return view.reading().prepared().picture().applied().toOriginal();
    }

    private String description() {
        StringBuilder said = new StringBuilder("Mammogram, ").append(ViewNames.spoken(place)).append(" view. ");
        if (regions().isEmpty()) {
            return said.append("No region above the threshold.").append(truth()).toString();
        }
        said.append(regions().size() == 1 ? "One region" : regions().size() + " regions")
                .append(" above the threshold:");
        for (int number = 0; number < regions().size(); number++) {
            said.append(number == 0 ? " " : "; ").append(number + 1).append(" at ").append(pixels(number));
        }
        return said.append('.').append(truth()).toString();
    }

    private String truth() {
        return view.truth().stream().map(lesion -> " A lesion was drawn at columns " + lesion.box().x0() + " to "
                + lesion.box().x1() + ", rows " + lesion.box().y0() + " to " + lesion.box().y1() + ".")
                .collect(Collectors.joining());
    }

    private void layer(int number, Layer layer, double[] ends) {
        Optional<PictureMap> map = layer.map().apply(view.reading());
        if (map.isPresent()) {
            prepared(layer.isOverlay() ? "layer overlay" : "layer", number, layer.isOverlay()
                    ? DataUri.heat(map.get(), view.reading().prepared().breast(), ends[0], ends[1])
                    : DataUri.grey(map.get().within(view.reading().prepared().breast())));
        }
    }

    private void prepared(String kind, int layer, String picture) {
        int height = view.reading().prepared().picture().height();
        int width = view.reading().prepared().picture().width();
        page.empty("image", "class", kind, "data-layer", layer, "href", picture, "width", width, "height", height,
                "preserveAspectRatio", "none", "transform", matrix());
    }

    private String matrix() {
        PlaneAffine back = toOriginal();
        return String.format(Locale.ROOT, "matrix(%.6f %.6f %.6f %.6f %.4f %.4f)", back.xx(), back.yx(), back.xy(),
                back.yy(), back.x0(), back.y0());
    }

    private void region(int number) {
        PlaneBox box = regions().get(number).box(toOriginal());
        double around = AROUND * window.height();
        page.open("g", "class", "region", "data-region", number);
        page.empty("path", "d", RegionOutline.path(regions().get(number).region()), "transform", matrix());
        page.empty("rect", "x", tenth(box.x0() - around), "y", tenth(box.y0() - around),
                "width", tenth(box.x1() - box.x0() + 2 * around), "height", tenth(box.y1() - box.y0() + 2 * around));
        double letters = LETTERS * window.height();
        page.element("text", Integer.toString(number + 1),
                "x", tenth(Math.max(window.x() + around, box.x0() - around)), "y",
                tenth(Math.max(window.y() + letters, box.y0() - 2 * around)), "font-size", tenth(letters));
        page.close();
    }

    private void boxes() {
        page.open("ol", "class", "boxes");
        for (int number = 0; number < regions().size(); number++) {
            page.open("li", "tabindex", 0, "data-view", place.name(), "data-region", number);
            page.element("b", "Region " + (number + 1));
            page.text(" mean " + hundredth(regions().get(number).mean()) + ", highest "
                    + hundredth(regions().get(number).highest()));
            size(number).ifPresent(size -> page.element("span", size));
            page.element("span", pixels(number)).close();
        }
        page.close();
    }

    /** Where a box is on the original pixels. */
    private String pixels(int number) {
        PlaneBox box = regions().get(number).box(toOriginal());
        return "columns " + Math.round(box.x0()) + " to " + Math.round(box.x1()) + ", rows " + Math.round(box.y0())
                + " to " + Math.round(box.y1());
    }

    /** How large it is, where that is known. */
    private Optional<String> size(int number) {
        PlaneBox box = regions().get(number).box(toOriginal());
        return view.millimetres().map(each -> Math.round(each * (box.x1() - box.x0())) + " × "
                + Math.round(each * (box.y1() - box.y0())) + " mm");
    }

    private static String tenth(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String hundredth(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
