package dev.nacre.mammo.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * One HTML file that needs nothing else, neither a network nor a script; a policy inside it keeps the browser from
 * loading anything, whatever it is told to show. It says that it is for research.
 */
public final class Page {
    /** What every page says. */
    public static final String NOTICE = "Research use, not for diagnosis.";

    private static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    private final Markup markup = new Markup();

    /**
     * A page whose body is open.
     *
     * @param title in the browser's tab
     * @param sheet rules beside those of all pages; may be empty
     */
    public Page(String title, String sheet) {
        markup.open("html", "lang", "en").open("head");
        markup.empty("meta", "charset", "utf-8");
        markup.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        markup.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        markup.empty("meta", "name", "color-scheme", "content", "light dark");
        markup.element("title", title);
        // An empty picture, so that no browser asks a server for one.
        markup.empty("link", "rel", "icon", "href", "data:,").style(ownSheet() + sheet).close();
        markup.open("body").open("main");
    }

    /** Where the page is written. */
    public Markup markup() {
        return markup;
    }

    /**
     * The title and what the page is about.
     *
     * @param eyebrow a few words above the title
     * @param lead    what to know before reading on
     * @param notice  what more there is to say after {@link #NOTICE}
     */
    public void header(String eyebrow, String title, String lead, String notice) {
        markup.open("header");
        markup.element("p", eyebrow, "class", "eyebrow");
        markup.element("h1", title);
        markup.element("p", lead, "class", "lead");
        markup.open("p", "class", "notice").element("strong", NOTICE).text(" " + notice).close();
        markup.close();
    }

    /** Starts a list of numbers that one sees at once. */
    public Page facts() {
        markup.open("dl", "class", "facts");
        return this;
    }

    /** One of them. */
    public Page fact(String figure, String meaning) {
        markup.open("div").element("dt", meaning).element("dd", figure).close();
        return this;
    }

    /** Starts a part with a title; the caller closes it. */
    public void section(String title, String explanation) {
        markup.open("section").element("h2", title).element("p", explanation, "class", "explanation");
    }

    /** Ends what was started last. */
    public void close() {
        markup.close();
    }

    /** A line of a legend: a stroke in a style, and what it stands for. */
    public void legend(String style, String text) {
        markup.open("p", "class", "legend").element("i", "", "class", "key " + style).text(text).close();
    }

    /** Ends the page and gives it. @throws IllegalStateException if a part is still open */
    public String end() {
        markup.element("p", NOTICE, "class", "note");
        return markup.close().close().close().page();
    }

    private static String ownSheet() {
        try (InputStream sheet = Page.class.getResourceAsStream("page.css")) {
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException("the style sheet of pages", missing);
        }
    }
}
