package dev.nacre.examples;

import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The picture files that a person means by files and folders. */
public final class PictureFiles {
    private static final List<String> ENDINGS = List.of(".dcm", ".dicom", ".png", ".jpg", ".jpeg", ".tif", ".tiff",
            ".pgm", ".pnm", ".bmp");

    private PictureFiles() {
    }

    /** Each file once, in the order given; folders by name. @throws InputException for an empty one */
    public static Set<FoundFile> of(List<Path> places) {
        Set<FoundFile> files = new LinkedHashSet<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                inFolder(place).forEach(file -> files.add(FoundFile.inside(place, file)));
            } else {
                files.add(FoundFile.given(place));
            }
        }
        return files;
    }

    /** Checks format and size without decoding. @throws InputException for the first that cannot be read */
    public static void check(Collection<FoundFile> files) {
        for (FoundFile file : files) {
            FoundFile.named(List.of(file), () -> {
                MammogramReader.check(file.path());
                return file;
            });
        }
    }

    private static List<Path> inFolder(Path folder) {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).filter(PictureFiles::isPicture).sorted().toList();
        } catch (IOException | UncheckedIOException unreadable) {
            throw new InputException("the folder " + folder + " cannot be read: check its permissions", unreadable);
        }
        if (files.isEmpty()) {
            throw new InputException("the folder " + folder + " holds no file that ends as pictures do, in "
                    + String.join(", ", ENDINGS) + ": name another folder, or the files themselves");
        }
        return files;
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
    }
}
