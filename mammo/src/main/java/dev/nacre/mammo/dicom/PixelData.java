package dev.nacre.mammo.dicom;

import dev.nacre.mammo.dicom.codec.FrameLayout;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The stored pixel values of a grey file, or the indices of one with a palette, frame by frame. Decoding a frame needs
 * memory for that frame alone. Safe for use by many threads; frames stay valid when the file is closed.
 */
public final class PixelData {
    /** Most pixels of a frame. */
    public static final int MOST_PIXELS = FrameLayout.MOST_PIXELS;

    private static final int MOST_BITS = 16;

    private final FrameLayout layout;
    private final int frames;
    private final String photometric;
    private final FrameSource source;

    private PixelData(FrameLayout layout, int frames, String photometric, FrameSource source) {
        this.layout = layout;
        this.frames = frames;
        this.photometric = photometric;
        this.source = source;
    }

    static PixelData of(DicomFile file) {
        DataSet dataset = file.dataset();
        noGreyPixels(file).ifPresent(reason -> {
            throw new DicomException(reason);
        });
        DataElement element = dataset.find(Tag.PIXEL_DATA).orElseThrow();
        String photometric = dataset.string(Tag.PHOTOMETRIC_INTERPRETATION).orElse("");
        FrameLayout layout = layout(dataset, file.problem());
        int highBit = dataset.integer(Tag.HIGH_BIT).orElse(layout.bitsStored() - 1);
        int frames = frames(dataset);
        FrameSource source = switch (element.value()) {
            case ElementValue.Plain plain when !file.transferSyntax().isEncapsulated() ->
                    new NativeFrames(plain.view(), element.vr(), layout, StoredBits.of(layout, highBit));
            case ElementValue.Fragments fragments when file.transferSyntax().isEncapsulated() ->
                    EncapsulatedFrames.of(file, fragments, frames, layout, highBit);
            default -> throw new DicomException("the pixel data are " + (element.length() > 0 ? "not " : "")
                    + "in compressed form, against the transfer syntax " + file.transferSyntax().name()
                    + ": export the file again");
        };
        return new PixelData(layout, frames, photometric, source);
    }

    static Optional<String> noGreyPixels(DicomFile file) {
        DataSet dataset = file.dataset();
        if (!file.hasPixels() && (dataset.contains(Tag.FLOAT_PIXEL_DATA)
                || dataset.contains(Tag.DOUBLE_FLOAT_PIXEL_DATA))) {
            return Optional.of("the pixels are floating point numbers; pictures of whole numbers of up to 16 bits are"
                    + " read");
        }
        if (!file.hasPixels()) {
            return Optional.of(file.problem().isEmpty()
                    ? "the file holds no pixels: it may be a report or a presentation state"
                    : "no pixels can be found, since " + file.problem() + ": copy or export the file again");
        }
        int samples = dataset.integer(Tag.SAMPLES_PER_PIXEL).orElse(1);
        String photometric = dataset.string(Tag.PHOTOMETRIC_INTERPRETATION).orElse("");
        if (samples != 1 || photometric.startsWith("RGB") || photometric.startsWith("YBR")) {
            return Optional.of("the picture is in colour (" + samples + " samples per pixel"
                    + (photometric.matches("(RGB|YBR_|MONOCHROME)[A-Z0-9_]{0,12}") ? ", " + photometric : "")
                    + "); a mammogram is grey: export it as grey");
        }
        return Optional.empty();
    }

    private static FrameLayout layout(DataSet dataset, String problem) {
        int rows = required(dataset, Tag.ROWS, problem);
        int columns = required(dataset, Tag.COLUMNS, problem);
        int bitsAllocated = required(dataset, Tag.BITS_ALLOCATED, problem);
        int bitsStored = dataset.integer(Tag.BITS_STORED).orElse(bitsAllocated);
        if (bitsAllocated != 1 && bitsAllocated != 8 && bitsAllocated != 16 && bitsAllocated != 32) {
            throw new DicomException("the file says " + Tag.text(Tag.BITS_ALLOCATED) + " that a pixel takes "
                    + bitsAllocated + " bits; 1, 8 and 16 are read: export it with 16");
        }
        if (bitsStored < 1 || bitsStored > bitsAllocated) {
            throw new DicomException("the file says " + Tag.text(Tag.BITS_STORED) + " that " + bitsStored + " of "
                    + bitsAllocated + " bits hold a pixel's value, which cannot be: export it again");
        }
        OptionalInt representation = dataset.integer(Tag.PIXEL_REPRESENTATION);
        return new FrameLayout(rows, columns, 1, bitsAllocated, bitsStored, representation.orElse(0) == 1);
    }

    private static int required(DataSet dataset, int tag, String problem) {
        OptionalInt value = dataset.integer(tag);
        if (value.isEmpty() || value.getAsInt() < 1) {
            String name = TagDictionary.keyword(tag).orElse("") + " " + Tag.text(tag);
            throw new DicomException("the pixels cannot be understood, since " + name + " is missing or makes no sense"
                    + (problem.isEmpty() ? "" : " (" + problem + ")") + ": export the file again");
        }
        return value.getAsInt();
    }

    private static int frames(DataSet dataset) {
        if (dataset.strings(Tag.NUMBER_OF_FRAMES).stream().allMatch(String::isBlank)) {
            return 1;
        }
        int frames = dataset.integer(Tag.NUMBER_OF_FRAMES).orElse(-1);
        if (frames < 0) {
            throw new DicomException("the number of frames " + Tag.text(Tag.NUMBER_OF_FRAMES)
                    + " is no number: export the file again");
        }
        return Math.max(1, frames);
    }

    FrameLayout layout() {
        return layout;
    }

    /** Height of every frame in pixels. */
    public int rows() {
        return layout.rows();
    }

    /** Width of every frame in pixels. */
    public int columns() {
        return layout.columns();
    }

    /** Bits that a sample takes uncompressed: 1, 8, 16 or 32. */
    public int bitsAllocated() {
        return layout.bitsAllocated();
    }

    /** Bits of a sample that hold its value. */
    public int bitsStored() {
        return layout.bitsStored();
    }

    /** Whether values are signed. */
    public boolean isSigned() {
        return layout.signed();
    }

    /** Number of frames that the file claims; 1 where it does not say. */
    public int frames() {
        return frames;
    }

    /** {@code MONOCHROME1}, {@code MONOCHROME2} or {@code PALETTE COLOR}; empty if the file does not say. */
    public String photometric() {
        return photometric;
    }

    /**
     * The stored values of a frame, {@code [rows, columns]}, row-major: {@code bitsStored} bits without anything above
     * them, sign-extended where values are signed, before rescale, window and inversion. Values of 16 unsigned bits
     * are in the bits of a short.
     *
     * @param frame from 0
     * @throws DicomException if the frame is not there, incomplete, damaged, larger than {@link #MOST_PIXELS}, of more
     *     than 16 bits, or compressed in a way that cannot be read
     */
    public short[] frame(int frame) {
        requireSixteenBits();
        return lowSixteenBits(frame);
    }

    void requireSixteenBits() {
        if (layout.bitsStored() > MOST_BITS || layout.bitsAllocated() > MOST_BITS) {
            throw new DicomException("pixels have " + layout.bitsStored() + " bits; those of up to 16 are read");
        }
    }

    /**
     * The low 16 bits of every stored value. For pictures of up to 16 bits this is {@link #frame}; for those of 32 it
     * serves to compare files by a digest and nothing else, since what matters of a value may lie in the bits above.
     *
     * @throws DicomException as {@link #frame} does, but for the number of bits
     */
    public short[] lowSixteenBits(int frame) {
        if (frame < 0 || frame >= frames) {
            throw new DicomException("frame " + frame + " was asked for, but the file has frames 0 to " + (frames - 1));
        }
        if ((long) layout.rows() * layout.columns() > MOST_PIXELS) {
            throw new DicomException("the picture has " + layout.columns() + " x " + layout.rows()
                    + " pixels, more than the " + MOST_PIXELS / 1_000_000
                    + " million that are read: no mammogram is that large, check the file");
        }
        return source.frame(frame);
    }
}
