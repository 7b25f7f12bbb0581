package dev.nacre.mammo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.data.PythonLiteral.Items;
import dev.nacre.mammo.data.PythonLiteral.Nothing;
import dev.nacre.mammo.data.PythonLiteral.Number;
import dev.nacre.mammo.data.PythonLiteral.Text;
import dev.nacre.mammo.data.PythonLiteral.Truth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonLiteralTest {
    @Test
    void readsListsOfTextsInEitherQuote() throws PythonLiteralException {
        assertThat(PythonLiteral.parse("['a', \"it's\", 'say \"no\"']"))
                .isEqualTo(list(new Text("a"), new Text("it's"), new Text("say \"no\"")));
        assertThat(PythonLiteral.parse("[]")).isEqualTo(list());
        assertThat(PythonLiteral.parse(" [ 'a' , ] ")).isEqualTo(list(new Text("a")));
        assertThat(PythonLiteral.parse("['a, [b]',\n 'c']")).isEqualTo(list(new Text("a, [b]"), new Text("c")));
    }

    @Test
    void readsNestedListsTuplesNumbersAndNames() throws PythonLiteralException {
        assertThat(PythonLiteral.parse("[['a'], (), [1, -2.5, .5, 1e3], None, nan, True, False]")).isEqualTo(list(
                list(new Text("a")), list(), list(new Number(1), new Number(-2.5), new Number(0.5), new Number(1000)),
                new Nothing(), new Nothing(), new Truth(true), new Truth(false)));
    }

    @Test
    void readsPythonsEscapes() throws PythonLiteralException {
        assertThat(text("'a\\'b\\\"c\\\\d\\ne\\tf'")).isEqualTo("a'b\"c\\d\ne\tf");
        assertThat(text("'\\xe9\\u65e5\\U0001F642\\101\\0'")).isEqualTo("é日🙂A\0");
        assertThat(text("'C:\\data\\q'")).isEqualTo("C:\\data\\q");
        assertThat(text("'a\\\nb'")).isEqualTo("ab");
    }

    @Test
    void errorsNameTheCharacter() {
        assertRefused("", 1);
        assertRefused("[", 2);
        assertRefused("['a', ", 7);
        assertRefused("['a' 'b']", 6);
        assertRefused("['a'; 'b']", 5);
        assertRefused("['a", 2);
        assertRefused("['a']]", 6);
        assertRefused("[a]", 2);
        assertRefused("a.png", 1);
        assertRefused("[1-2]", 2);
        assertRefused("{'a'}", 1);
        assertRefused("('a']", 5);
        assertRefused("['\\x4']", 6);
        assertRefused("['\\UFFFFFFFF']", 13);
        assertRefused("[b'a']", 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 100_000})
    void nestingIsLimited(int depth) {
        assertThatThrownBy(() -> PythonLiteral.parse("[".repeat(depth + 1))).isInstanceOf(PythonLiteralException.class)
                .hasMessageContaining("64 nested lists");
    }

    private static void assertRefused(String text, int character) {
        assertThatThrownBy(() -> PythonLiteral.parse(text)).as(text).isInstanceOf(PythonLiteralException.class)
                .hasMessageStartingWith("expected").hasMessageEndingWith("at character " + character);
    }

    private static String text(String literal) throws PythonLiteralException {
        return ((Text) PythonLiteral.parse(literal)).text();
    }

    private static Items list(PythonLiteral... items) {
        return new Items(List.of(items));
    }
}
