package dev.nacre.bench.dicom;

import dev.nacre.mammo.dicom.DicomException;
import dev.nacre.mammo.dicom.DicomFile;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file to be damaged.
 *
 * @param name its path in the folder
 * @param bytes all of it
 * @param jpeg2000 whether a process of its own decodes its frames
 */
record FuzzSample(String name, byte[] bytes, boolean jpeg2000) {
    private static final Set<String> JPEG_2000 = Set.of("1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91");
    private static final long MOST_BYTES = 16L << 20;

    /** Every file in and below a folder that can be opened as DICOM, in the order of names. */
    static List<FuzzSample> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<FuzzSample> samples = files.filter(FuzzSample::isDicom).sorted()
                    .map(file -> new FuzzSample(folder.relativize(file).toString(), bytes(file), isJpeg2000(file)))
                    .toList();
            if (samples.isEmpty()) {
                throw new InputException("the folder " + folder + " holds no DICOM files: name another one");
            }
            return samples;
        } catch (IOException | UncheckedIOException unreadable) {
            throw new InputException("the folder " + folder + " cannot be read: check the path", unreadable);
        }
    }

    /** Whether JPEG 2000 is in use. */
    static boolean isJpeg2000(DicomFile file) {
        return JPEG_2000.contains(file.transferSyntax().uid());
    }

    private static boolean isJpeg2000(Path path) {
        try (DicomFile file = DicomFile.open(path)) {
            return isJpeg2000(file);
        } catch (DicomException other) {
            return false;
        }
    }

    private static boolean isDicom(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES || Files.size(file) == 0) {
                return false;
            }
            DicomFile.open(file).close();
            return true;
        } catch (DicomException other) {
            return file.getFileName().toString().endsWith(".dcm");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
