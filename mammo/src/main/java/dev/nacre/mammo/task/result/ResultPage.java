package dev.nacre.mammo.task.result;

import dev.nacre.core.io.JsonWriter;
import dev.nacre.mammo.page.Markup;
import dev.nacre.mammo.page.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page of a task. */
final class ResultPage {
    private ResultPage() {
    }

    /** As text. */
    static String of(TaskResult result) {
        Page page = new Page(result.title(), "");
        page.header("Nacre " + result.task(), result.title(), result.lead(), "Patients are pseudonyms.");
        result.parts().forEach(part -> part.write(page));
        if (!result.shown().isEmpty()) {
            gallery(page, result.shown());
        }
        page.section("How it was made", "The same code, data, settings and kind of processor give the same figures.");
        page.markup().element("pre", JsonWriter.indented(result.configuration()));
        page.close();
        return page.end();
    }

    private static void gallery(Page page, List<ShownCase> shown) {
        page.section("Cases", "On the original pixels. Solid boxes are the truth, dashed ones were found.");
        Map<String, List<ShownCase>> groups = new LinkedHashMap<>();
        shown.forEach(one -> groups.computeIfAbsent(one.group(), unused -> new ArrayList<>()).add(one));
        Markup markup = page.markup();
        groups.forEach((group, cases) -> {
            markup.open("article", "class", "finding").element("h3", group);
            markup.open("div", "class", "gallery");
            for (ShownCase one : cases) {
                markup.open("figure", "class", "card").open("div", "class", "views");
                one.pictures().forEach(picture -> {
                    markup.open("div");
                    picture.write(markup);
                    markup.close();
                });
                markup.close().open("figcaption").element("b", one.name()).text(one.text()).close().close();
            }
            markup.close().close();
        });
        page.close();
    }
}
