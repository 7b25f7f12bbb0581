package dev.nacre.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "null", "true", "[]", "{}", "-0.5", "9223372036854775807", "[1,2.5,\"a\\n\\u0001\\\"\\\\ü\"]",
        "{\"b\":{\"c\":[null,false]},\"a\":1.0E-10}",
    })
    void compactFormComesBack(String text) {
        assertThat(Json.parse(text)).hasToString(text);
    }

    @Test
    void numbersStayExactWhereTheyCan() {
        assertThat(Json.parse("9007199254740993").whole()).isEqualTo(9007199254740993L);
        assertThat(Json.parse("1e3")).isEqualTo(new Json.Decimal(1000));
        assertThat(Json.parse("0.1").decimal()).isEqualTo(0.1);
        assertThat(Json.parse("7").decimal()).isEqualTo(7.0);
        assertThat(Json.parse("1000000000000000019884624838656").decimal()).isEqualTo(1e30);
    }

    @Test
    void escapesAndSurrogatePairsAreRead() {
        assertThat(Json.parse("\"\\/\\b\\f\\r\\t\\ud83e\\udde0\"").text()).isEqualTo("/\b\f\r\t\uD83E\uDDE0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'a': 1|line 1, column 8: expected '}'",
        "{'a': 1, 'a': 2}|line 1, column 10: the key 'a' stands twice",
        "[1,]|line 1, column 4: expected a value",
        "[1 2]|column 4: expected ']'",
        "{a: 1}|expected a key in double quotes",
        "01|expected the end of the text",
        "-|expected a digit",
        "1.|expected a digit",
        "1e999|too large",
        "NaN|expected a value",
        "nul|expected a value",
        "'abc|a text is not closed",
        "'\\x'|unknown escape",
        "'\\u00g0'|four hexadecimal digits",
        "'\\ud800'|half a surrogate pair",
        "[] []|expected the end of the text",
    })
    void everythingElseIsRefusedWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> Json.parse(text.replace('\'', '"')))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(message.contains("'a'") ? message.replace('\'', '"') : message);
    }

    @Test
    void depthIsLimited() {
        assertThat(Json.parse("[".repeat(100) + "]".repeat(100)).items()).hasSize(1);
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).isInstanceOf(JsonException.class)
                .hasMessageContaining("nested deeper than 128");
    }

    @Test
    void lineAndColumnAreCounted() {
        assertThatThrownBy(() -> Json.parse("{\n  \"a\": 1,\n  b\n}")).hasMessageContaining("line 3, column 3");
        assertThatThrownBy(() -> Json.parse("")).hasMessageContaining("line 1, column 1: the text ends too early");
    }

    @Test
    void wrongKindsAndAbsentKeysAreNamed() {
        Json object = Json.object().with("width", 912).with("name", "B5");
        assertThatThrownBy(() -> object.get("height"))
                .hasMessageContaining("no key \"height\"; it has [\"width\", \"name\"]");
        assertThatThrownBy(() -> object.get("name").whole())
                .hasMessageContaining("expected a whole number but found \"B5\"");
        assertThatThrownBy(() -> new Json.Decimal(Double.NaN)).hasMessageContaining("cannot hold the number NaN");
    }

    @Test
    void indentedFormReadsBack() {
        Json value = Json.parse("{\"a\":[1,[]],\"b\":{}}");
        assertThat(JsonWriter.indented(value))
                .isEqualTo("{\n  \"a\": [\n    1,\n    []\n  ],\n  \"b\": {}\n}\n");
        assertThat(Json.parse(JsonWriter.indented(value))).isEqualTo(value);
    }
}
