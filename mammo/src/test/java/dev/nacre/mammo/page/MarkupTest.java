package dev.nacre.mammo.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void everythingSaidIsEscaped() {
        String page = new Markup().open("p", "title", "\"a\" & 'b' <c>").text("<script>alert('&')</script>").close()
                .page();
        assertThat(page).isEqualTo("<!DOCTYPE html>\n<p title=\"&quot;a&quot; &amp; &#39;b&#39; &lt;c&gt;\">"
                + "&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</p>\n");
    }

    @Test
    void charactersThatNoPageMayHoldAreReplaced() {
        assertThat(new Markup().element("b", "a\u0000b\u001bc\uD800d\uFFFFe\u0085f 😀−é").page())
                .contains("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf 😀−é");
    }

    @Test
    void whatIsOpenedIsClosed() {
        assertThatThrownBy(() -> new Markup().open("p").page()).hasMessageContaining("p is not closed");
        assertThatThrownBy(() -> new Markup().empty("i")).hasMessageContaining("element i");
        assertThatThrownBy(() -> new Markup().style("a</style>")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Markup().script("text/javascript", "a && b"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("script");
    }
}
