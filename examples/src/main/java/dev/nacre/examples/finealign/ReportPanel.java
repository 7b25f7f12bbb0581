package dev.nacre.examples.finealign;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.finealign.inference.LinkedSentence;
import dev.nacre.mammo.finealign.inference.LinkedWord;
import dev.nacre.mammo.page.Markup;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The report, whose words and sentences can be pointed at. */
final class ReportPanel {
    private final Markup page;

    ReportPanel(Markup page) {
        this.page = page;
    }

    void write(List<LinkedSentence> sentences, int leftOut) {
        page.open("section", "class", "report", "aria-labelledby", "report-title");
        page.element("h2", "Report", "id", "report-title");
        if (sentences.isEmpty()) {
            page.element("p", "No report was given.", "class", "hint");
        } else {
            page.element("p", "Point at a word, or at a sentence's number, to see where the model finds it; click to"
                    + " keep it. By keyboard: Tab to a sentence, arrows for its words, Enter to keep, Escape to"
                    + " let go.", "class", "hint");
            page.open("ol", "class", "sentences");
            for (int number = 0; number < sentences.size(); number++) {
                sentence(number, sentences.get(number));
            }
            page.close();
        }
        if (leftOut > 0) {
            page.element("p", (leftOut == 1 ? "One sentence" : leftOut + " sentences")
                    + " left out: they hold an identifier of the pictures' files.", "class", "hint");
        }
        page.close();
    }

    private void sentence(int number, LinkedSentence linked) {
        boolean abnormal = linked.sentence().abnormal();
        page.open("li", "class", abnormal ? "sentence abnormal" : "sentence", "data-sentence", number);
        page.element("button", Integer.toString(number + 1), "type", "button", "class", "whole", "aria-label",
                "Sentence " + (number + 1) + ": " + linked.sentence().text(), "data-sentence", number);
        page.open("div");
        page.element("span", sides(linked.sentence().sides()) + (abnormal ? ", finding" : ""), "class", "tag");
        page.open("p");
        String text = linked.sentence().text();
        int written = 0;
        for (int word = 0; word < linked.words().size(); word++) {
            LinkedWord one = linked.words().get(word);
            page.text(text.substring(written, one.begin()));
            page.element("span", text.substring(one.begin(), one.end()), "class", "word", "tabindex", -1,
                    "data-sentence", number, "data-word", word);
            written = one.end();
        }
        page.text(text.substring(written));
        page.close().close().close();
    }

    private static String sides(Set<Laterality> sides) {
        return sides.size() == 1 ? sides.iterator().next().name().toLowerCase(Locale.ROOT) : "both sides";
    }
}
