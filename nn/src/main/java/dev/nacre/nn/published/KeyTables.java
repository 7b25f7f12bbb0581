package dev.nacre.nn.published;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.KeyTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Key tables that lie beside this class as data. */
final class KeyTables {
    private KeyTables() {
    }

    static KeyTable read(String resource) {
        try (InputStream table = KeyTables.class.getResourceAsStream(resource)) {
            return KeyTable.of(Json.parse(new String(table.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
