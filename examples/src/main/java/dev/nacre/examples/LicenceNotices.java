package dev.nacre.examples;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.nn.published.Licence;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Shows a user the conditions of a family's weights once, and keeps a record of it in a file of the user's: a JSON
 * object from the licence to the day. Where the record cannot be written, the notice comes again.
 *
 * @param record the file
 */
record LicenceNotices(Path record) {
    /** The folder for what Nacre remembers about its user; by default as the XDG Base Directory Specification says. */
    static final String STATE = "nacre.state";

    static LicenceNotices ofUser() {
        String given = System.getProperty(STATE);
        String state = System.getenv("XDG_STATE_HOME");
        Path folder = given != null ? Path.of(given)
                : state != null && !state.isBlank() ? Path.of(state, "nacre")
                : Path.of(System.getProperty("user.home"), ".local", "state", "nacre");
        return new LicenceNotices(folder.resolve("licences-shown.json"));
    }

    /** Prints the notice unless the record says that it was shown. */
    void show(Licence licence, PrintWriter screen) {
        Json.Fields shown = shown();
        if (shown.find(licence.id()).isPresent()) {
            return;
        }
        screen.println("Licence: " + licence.notice());
        try {
            Files.createDirectories(record.getParent());
            AtomicFile.write(record, JsonWriter.indented(
                    shown.with(licence.id(), LocalDate.now(ZoneOffset.UTC).toString())));
            screen.println("This was recorded in " + record + " and is not shown again.");
        } catch (IOException unwritable) {
            screen.println("That this was shown could not be recorded in " + record + ", so it will come again.");
        }
        screen.flush();
    }

    private Json.Fields shown() {
        try {
            return new Json.Fields(Json.parse(Files.readString(record)).fields());
        } catch (IOException | JsonException noRecord) {
            return Json.object();
        }
    }
}
