package dev.nacre.mammo.dicom;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A DICOM file (PS3.10). It is mapped, not read: headers are parsed at once, values and pixels when they are asked
 * for. Files without preamble or meta information are read where their encoding can be told without doubt, and files
 * that break off as far as they go.
 *
 * <p>Safe for use by many threads. Nothing taken from a file may be used after {@link #close}, except pixels.
 */
public final class DicomFile implements AutoCloseable {
    /** First bytes of a file that tell how it is encoded. */
    public static final int START = 1 << 14;

    private static final String IN_MEMORY = "the data";
    /** No deflated byte stands for more (RFC 1951: a match of 258 bytes in two bits). */
    private static final long MOST_INFLATION = 1032;

    private final String name;
    private final Arena arena;
    private final TransferSyntax transferSyntax;
    private final DataSet meta;
    private final DataSet dataset;
    private final String problem;

    private DicomFile(String name, Arena arena, MemorySegment segment) {
        this.name = name;
        this.arena = arena;
        FileHead head = FileHead.read(new ByteView(segment, ByteOrder.LITTLE_ENDIAN));
        transferSyntax = head.syntax();
        meta = head.meta();
        boolean deflated = transferSyntax.pixels() == TransferSyntax.Pixels.DEFLATED_FILE;
        MemorySegment data = deflated ? new Inflation(segment.asSlice(head.dataOffset())).inflate(arena) : segment;
        DataSetReader reader = new DataSetReader(new ByteView(data, head.encoding().order()));
        dataset = reader.read(deflated ? 0 : head.dataOffset(), head.encoding().explicit());
        problem = reader.problem();
        if (dataset.elements().isEmpty()) {
            throw new DicomException("the file holds no data set behind its header"
                    + (problem.isEmpty() ? "" : ": " + problem) + "; export it again");
        }
    }

    private DicomFile(DataSet dataset, TransferSyntax transferSyntax) {
        name = IN_MEMORY;
        arena = Arena.ofShared();
        this.transferSyntax = transferSyntax;
        meta = new DataSet(List.of(), CharacterSet.DEFAULT);
        this.dataset = dataset;
        problem = "";
    }

    /**
     * Opens a file.
     *
     * @throws DicomException if it is missing, unreadable, no DICOM file, or damaged beyond use
     */
    public static DicomFile open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DicomException("there is no file " + file + ": correct the path");
        }
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return owned(file.toString(), arena, channel.map(MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (ClosedByInterruptException interrupted) {
            arena.close();
            throw new DicomException("interrupted while the file " + file + " was opened", interrupted);
        } catch (IOException unreadable) {
            arena.close();
            throw new DicomException("the file " + file + " cannot be read: check its permissions", unreadable);
        }
    }

    /**
     * A file in memory; the array is not copied.
     *
     * @throws DicomException as {@link #open} does
     */
    public static DicomFile of(byte[] bytes) {
        return owned(IN_MEMORY, Arena.ofShared(), MemorySegment.ofArray(bytes).asReadOnly());
    }

    /**
     * A data set that another library has read, as if it were a file.
     *
     * @param transferSyntaxUid how its pixel data are stored
     */
    public static DicomFile of(DataSet dataset, String transferSyntaxUid) {
        return new DicomFile(dataset, TransferSyntax.of(transferSyntaxUid));
    }

    /**
     * Most bytes that opening a file takes outside the heap: what a deflated one may inflate to, none for all others.
     *
     * @param start  its first {@value #START} bytes, or all of a shorter file
     * @param length of the file in bytes
     */
    public static long inflatedAtMost(byte[] start, long length) {
        try {
            FileHead head = FileHead.read(new ByteView(MemorySegment.ofArray(start), ByteOrder.LITTLE_ENDIAN));
            return head.syntax().pixels() == TransferSyntax.Pixels.DEFLATED_FILE
                    ? Math.min(Inflation.MOST_BYTES, MOST_INFLATION * length) : 0;
        } catch (DicomException refused) {
            return 0;
        }
    }

    private static DicomFile owned(String name, Arena arena, MemorySegment segment) {
        boolean opened = false;
        try {
            if (segment.byteSize() == 0) {
                throw new DicomException("the file is empty: copy or export it again");
            }
            DicomFile file = new DicomFile(name, arena, segment);
            opened = true;
            return file;
        } finally {
            if (!opened) {
                arena.close();
            }
        }
    }

    /** The path that it was opened with, or "the data". */
    public String name() {
        return name;
    }

    /** As the file declares it; where it does not, as its bytes show. */
    public TransferSyntax transferSyntax() {
        return transferSyntax;
    }

    /** The file meta information, group 2; empty if the file has none. */
    public DataSet meta() {
        return meta;
    }

    /** The attributes. */
    public DataSet dataset() {
        return dataset;
    }

    /** Where the file breaks off or contradicts itself, as a clause; empty if it does not. */
    public String problem() {
        return problem;
    }

    /** Whether there are pixels of whole numbers; whether they can be read, {@link #pixels} says. */
    public boolean hasPixels() {
        return dataset.contains(Tag.PIXEL_DATA);
    }

    /**
     * Why a file that may be in perfect order has no grey pixels of whole numbers: it has none at all, or coloured or
     * floating point ones. Empty where {@link #pixels} will try.
     */
    public Optional<String> noGreyPixels() {
        return PixelData.noGreyPixels(this);
    }

    /**
     * The pixels, decoded frame by frame when asked for.
     *
     * @throws DicomException if there are none, or they are coloured, floating point, compressed in a way that is not
     *     known, or described in a way that makes no sense
     */
    public PixelData pixels() {
        return PixelData.of(this);
    }

    /** Unmaps the file; closing it again does nothing. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
