package dev.nacre.mammo.dicom;

import dev.nacre.mammo.image.DisplayTable;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mammogram;
import java.util.List;

/** A frame of a DICOM file as a mammogram: stored levels, and what the file says about showing them. */
public final class DicomPicture {
    private DicomPicture() {
    }

    /**
     * A frame with everything that is needed to show it. Display tables go from stored levels through the modality LUT
     * or rescale and then a VOI LUT or window to greys; the inversion of MONOCHROME1 or of the presentation LUT shape
     * INVERSE is not in them. Overlays are left out.
     *
     * @param frame from 0
     * @throws DicomException if {@link DicomFile#pixels} or {@link PixelData#frame} refuses, or the file has a palette
     *     or does not say which end of its levels is bright
     */
    public static Mammogram read(DicomFile file, int frame) {
        DataSet dataset = file.dataset();
        PixelData pixels = file.pixels();
        boolean inverted = isInverted(dataset, pixels.photometric());
        short[] levels = pixels.frame(frame);
        if (pixels.isSigned()) {
            int lowest = 1 << pixels.bitsStored() - 1;
            for (int index = 0; index < levels.length; index++) {
                levels[index] += (short) lowest;
            }
        }
        return new Mammogram(file.name(),
                new GreyPicture(pixels.rows(), pixels.columns(), pixels.bitsStored(), levels), inverted,
                displays(file, frame), DicomFacts.of(dataset, new FunctionalGroups(dataset, frame), pixels));
    }

    /**
     * The ways in which the file wants a frame to be shown, VOI LUTs first, without decoding it; none where the file
     * says nothing about it.
     *
     * @throws DicomException if {@link DicomFile#pixels} refuses, or a value has more than 16 bits
     */
    public static List<DisplayTable> displays(DicomFile file, int frame) {
        PixelData pixels = file.pixels();
        pixels.requireSixteenBits();
        return DisplayTables.of(file.dataset(), new FunctionalGroups(file.dataset(), frame), pixels.bitsStored(),
                pixels.isSigned());
    }

    private static boolean isInverted(DataSet dataset, String photometric) {
        boolean inverse = dataset.string(Tag.PRESENTATION_LUT_SHAPE).orElse("").equals("INVERSE");
        return switch (photometric) {
            // Mammograms that are MONOCHROME1 have the shape INVERSE as well (PS3.3 C.8.11.1); that is one inversion.
            case "MONOCHROME1" -> true;
            case "MONOCHROME2" -> inverse;
            case "PALETTE COLOR" -> throw new DicomException("the picture is in colour (by a palette); a mammogram is"
                    + " grey: export it as grey");
            default -> throw new DicomException("the file does not say " + Tag.text(Tag.PHOTOMETRIC_INTERPRETATION)
                    + " whether high values are bright (MONOCHROME2) or dark (MONOCHROME1): export it again");
        };
    }
}
