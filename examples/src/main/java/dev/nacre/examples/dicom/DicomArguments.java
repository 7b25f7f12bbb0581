package dev.nacre.examples.dicom;

import dev.nacre.examples.FoundFile;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The files that were meant: those named, and in folders everything that begins as DICOM files do. */
final class DicomArguments {
    private static final int PREAMBLE = 128;
    private static final byte[] MARK = "DICM".getBytes(StandardCharsets.US_ASCII);

    private DicomArguments() {
    }

    /** All files, folders in the order of names. */
    static List<FoundFile> of(List<Path> places, boolean identifiers) {
        List<FoundFile> files = new ArrayList<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                for (Path file : inside(place)) {
                    files.add(identifiers ? FoundFile.given(file) : FoundFile.inside(place, file));
                }
            } else {
                files.add(FoundFile.given(place));
            }
        }
        return files;
    }

    private static List<Path> inside(Path folder) {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).filter(DicomArguments::hasMark).sorted().toList();
        } catch (IOException | UncheckedIOException unreadable) {
            throw new InputException("the folder " + folder + " cannot be read: check its permissions", unreadable);
        }
        if (files.isEmpty()) {
            throw new InputException("there is no DICOM file in " + folder
                    + " (in folders only files with the letters DICM at byte 128 count): name the file itself");
        }
        return files;
    }

    private static boolean hasMark(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            bytes.skipNBytes(PREAMBLE);
            return Arrays.equals(bytes.readNBytes(MARK.length), MARK);
        } catch (IOException shortOrUnreadable) {
            return false;
        }
    }
}
