package dev.nacre.examples.dicom;

import dev.nacre.mammo.prepare.Identifiers;
import dev.nacre.mammo.prepare.MammogramReader;
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

/**
 * The files that were meant: those named, and in folders everything that begins as DICOM files do.
 *
 * @param path of the file
 * @param shownName the path, without parts that identify the patient where the path was found rather than given
 */
record DicomArguments(Path path, String shownName) {
    private static final int PREAMBLE = 128;
    private static final byte[] MARK = "DICM".getBytes(StandardCharsets.US_ASCII);

    /** All files, folders in the order of names. */
    static List<DicomArguments> of(List<Path> places, boolean identifiers) {
        List<DicomArguments> files = new ArrayList<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                for (Path file : inside(place)) {
                    files.add(new DicomArguments(file, identifiers ? file.toString() : shown(place, file)));
                }
            } else {
                files.add(new DicomArguments(place, place.toString()));
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

    private static String shown(Path folder, Path file) {
        Identifiers identifiers = MammogramReader.identifiers(file);
        StringBuilder name = new StringBuilder(folder.toString());
        for (Path part : folder.relativize(file)) {
            name.append('/').append(identifiers.occurIn(part.toString()) ? TagListing.MASKED : part.toString());
        }
        return name.toString();
    }
}
