package dev.nacre.mammo.data.sets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A small copy of a published layout, which a test writes line by line. */
record Miniature(Path root) {
    /** For sets whose tables say everything. */
    static final PictureLook NO_LOOK = new PictureLook() {
        @Override
        public Optional<Head> head(Path file) {
            throw new AssertionError("the tables say it all, no picture need be opened");
        }

        @Override
        public boolean twoValued(Path file) {
            throw new AssertionError("the tables say it all, no picture need be opened");
        }
    };

    Miniature text(String name, String... lines) {
        return text(StandardCharsets.UTF_8, name, lines);
    }

    Miniature text(Charset charset, String name, String... lines) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, String.join("\n", lines) + "\n", charset);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Files that need only be there. */
    Miniature files(String... names) {
        for (String name : names) {
            text(name, "picture");
        }
        return this;
    }

    static List<SetProblem.Kind> kinds(SetContents contents) {
        return contents.problems().stream().map(SetProblem::kind).toList();
    }
}
