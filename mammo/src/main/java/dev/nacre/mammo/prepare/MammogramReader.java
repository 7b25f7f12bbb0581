package dev.nacre.mammo.prepare;

import dev.nacre.mammo.dicom.DataElement;
import dev.nacre.mammo.dicom.DataSet;
import dev.nacre.mammo.dicom.DicomException;
import dev.nacre.mammo.dicom.DicomFile;
import dev.nacre.mammo.dicom.DicomPicture;
import dev.nacre.mammo.dicom.Tag;
import dev.nacre.mammo.dicom.Vr;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.PictureContent;
import dev.nacre.mammo.image.PictureException;
import dev.nacre.mammo.image.PictureException.Reason;
import dev.nacre.mammo.image.PictureReader;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads a mammogram from a file of any kind that Nacre knows. The content decides, not the name. */
public final class MammogramReader {
    private static final int PREAMBLE = 128;
    private static final byte[] PREFIX = {'D', 'I', 'C', 'M'};
    /** Attributes that identify a patient besides all names of persons (PS3.15 table E.1-1). */
    private static final Set<Integer> IDENTIFYING = Set.of(
            Tag.PATIENT_NAME, Tag.PATIENT_ID, 0x00100021, 0x00100030, 0x00100032, 0x00101000, 0x00101001, 0x00101005,
            0x00101040, 0x00101060, 0x00102154, 0x00080050, 0x00080090, 0x00200010, 0x00380010, 0x00400009, 0x00401001);

    private MammogramReader() {
    }

    /**
     * The levels of a file and what it says about them.
     *
     * @throws InputException if it is missing, unreadable, coloured or constant, or holds several frames
     */
    public static Mammogram read(Path file) {
        return read(PictureContent.of(file));
    }

    /**
     * The levels of a picture, wherever its bytes are, and what it says about them.
     *
     * @throws InputException as for a file
     */
    public static Mammogram read(PictureContent picture) {
        if (!isDicom(picture)) {
            return Mammogram.of(picture.toString(), PictureReader.read(picture));
        }
        try (DicomFile dicom = open(picture)) {
            int frames = dicom.pixels().frames();
            if (frames != 1) {
                throw new PictureException(Reason.SEVERAL_PICTURES, "picture " + picture + " holds " + frames
                        + " frames, as tomosynthesis does; a mammogram is one picture: take the two-dimensional or the"
                        + " synthetic one");
            }
            Mammogram mammogram = DicomPicture.read(dicom, 0);
            if (mammogram.stored().isConstant()) {
                throw new PictureException(Reason.CONSTANT, "picture " + picture + " is constant, so it shows no"
                        + " breast; remove it or export it again");
            }
            return new Mammogram(picture.toString(), mammogram.stored(), mammogram.inverted(), mammogram.displays(),
                    mammogram.facts());
        } catch (DicomException refused) {
            throw named(refused, picture);
        }
    }

    /**
     * Checks format and size without decoding.
     *
     * @throws InputException if the header tells that {@link #read} cannot read it
     */
    public static void check(Path file) {
        if (!isDicom(PictureContent.of(file))) {
            PictureReader.check(file);
            return;
        }
        try (DicomFile dicom = DicomFile.open(file)) {
            dicom.pixels();
        } catch (DicomException refused) {
            throw named(refused, PictureContent.of(file));
        }
    }

    /** What identifies the patient in a file; nothing if the file says nothing, or cannot be read. */
    public static Identifiers identifiers(Path file) {
        if (!isDicom(PictureContent.of(file))) {
            return Identifiers.NONE;
        }
        try (DicomFile dicom = DicomFile.open(file)) {
            List<String> values = new ArrayList<>();
            collect(dicom.dataset(), values);
            return new Identifiers(values);
        } catch (DicomException unreadable) {
            return Identifiers.NONE;
        }
    }

    private static void collect(DataSet dataset, List<String> values) {
        for (DataElement element : dataset.elements()) {
            element.items().forEach(item -> collect(item, values));
            if (element.vr() == Vr.PN || IDENTIFYING.contains(element.tag())) {
                values.addAll(dataset.strings(element.tag()));
            }
        }
    }

    static InputException named(DicomException refused, PictureContent picture) {
        return refused.getMessage().contains(picture.toString()) ? refused
                : new InputException("picture " + picture + " cannot be used: " + refused.getMessage(), refused);
    }

    static DicomFile open(PictureContent picture) {
        return switch (picture) {
            case PictureContent.OnDisk disk -> DicomFile.open(disk.file());
            case PictureContent.InMemory memory -> DicomFile.of(memory.bytes());
        };
    }

    /** By the prefix, or, without preamble, by a first group that no picture format begins with. */
    static boolean isDicom(PictureContent picture) {
        if (!picture.isPresent()) {
            throw new PictureException(Reason.MISSING, "there is no picture " + picture + ": correct the path");
        }
        try (InputStream bytes = picture.open()) {
            byte[] start = bytes.readNBytes(PREAMBLE + PREFIX.length);
            boolean prefix = start.length == PREAMBLE + PREFIX.length
                    && Arrays.equals(start, PREAMBLE, start.length, PREFIX, 0, PREFIX.length);
            return prefix || start.length > 2 && (isFirstGroup(start[0], start[1]) || isFirstGroup(start[1], start[0]));
        } catch (IOException unreadable) {
            throw new InputException("picture " + picture + " cannot be read: check its permissions", unreadable);
        }
    }

    private static boolean isFirstGroup(byte low, byte high) {
        return high == 0 && (low == 2 || low == 8);
    }
}
