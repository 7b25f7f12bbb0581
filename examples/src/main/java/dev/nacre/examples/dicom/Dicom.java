package dev.nacre.examples.dicom;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.Json;
import dev.nacre.examples.FoundFile;
import dev.nacre.mammo.dicom.DataSet;
import dev.nacre.mammo.dicom.DicomException;
import dev.nacre.mammo.dicom.DicomFile;
import dev.nacre.mammo.dicom.DicomPicture;
import dev.nacre.mammo.dicom.PixelData;
import dev.nacre.mammo.dicom.Tag;
import dev.nacre.mammo.image.DisplayTable;
import dev.nacre.mammo.image.GreyPng;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.prepare.Identifiers;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what is in DICOM files. */
@Command(name = "dicom", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Shows what is in DICOM files: transfer syntax, geometry, attributes, and small pictures.",
            "What could identify a patient is masked unless --identifiers is given. A file that cannot be read gets one"
                + " sentence and makes the exit code 2; the others are still shown. Research use, not for diagnosis."})
public final class Dicom implements Callable<Integer> {
    private static final int UNREADABLE = 2;
    private static final String NOTE = "research use, not for diagnosis";

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "DICOM files, or folders of such files.")
    private List<Path> places = List.of();

    @Option(names = "--json", description = "Print one JSON object per file, on a line of its own, with a digest of the"
            + " stored pixel values (SHA-256 of little-endian 16-bit integers, frame after frame).")
    private boolean json;

    @Option(names = "--preview", paramLabel = "DIR", description = "Write a small PNG of each picture into this folder,"
            + " of the middle frame where there are several; window and inversion applied.")
    private Path previews;

    @Option(names = "--identifiers", description = "Show names, numbers, dates and everything else unmasked.")
    private boolean identifiers;

    /** Created by the command line alone. */
    Dicom() {
    }

    @Override
    public Integer call() {
        List<FoundFile> files = DicomArguments.of(places, identifiers);
        if (previews != null) {
            makeFolder(previews);
        }
        int code = 0;
        for (int number = 1; number <= files.size(); number++) {
            FoundFile file = files.get(number - 1);
            try (DicomFile dicom = DicomFile.open(file.path())) {
                show(file, number, dicom);
            } catch (DicomException refused) {
                String message = refused.getMessage();
                PrintWriter err = spec.commandLine().getErr();
                err.println("nacre: " + file.shownName() + ": "
                        + (message.endsWith(".") ? message : message + "."));
                err.flush();
                code = UNREADABLE;
            }
        }
        if (!json) {
            out().println(NOTE);
        }
        out().flush();
        return code;
    }

    private void show(FoundFile file, int number, DicomFile dicom) {
        Optional<String> missing = dicom.noGreyPixels();
        // Before anything is printed: a file whose pixels are refused is answered with that alone.
        Optional<String> digest = json && missing.isEmpty() ? Optional.of(PixelDigest.of(dicom.pixels()))
                : Optional.empty();
        Optional<Path> preview = previews == null || missing.isPresent() ? Optional.empty()
                : preview(dicom, number);
        if (json) {
            Optional<String> damage = Optional.of(dicom.problem()).filter(problem -> !problem.isEmpty());
            out().println(object(file, dicom, missing.or(() -> damage), digest, preview));
        } else {
            print(file, dicom, missing, preview);
        }
        out().flush();
    }

    private static Json.Fields object(FoundFile file, DicomFile dicom, Optional<String> note,
            Optional<String> digest, Optional<Path> preview) {
        DataSet dataset = dicom.dataset();
        Json frames = dicom.hasPixels() && dataset.integer(Tag.NUMBER_OF_FRAMES).orElse(0) == 0 ? new Json.Whole(1)
                : whole(dataset.integer(Tag.NUMBER_OF_FRAMES));
        Json.Fields object = Json.object().with("file", file.shownName())
                .with("transferSyntax", dicom.transferSyntax().uid())
                .with("rows", whole(dataset.integer(Tag.ROWS)))
                .with("columns", whole(dataset.integer(Tag.COLUMNS)))
                .with("frames", frames)
                .with("bitsStored", digest.isPresent() ? new Json.Whole(dicom.pixels().bitsStored())
                        : whole(dataset.integer(Tag.BITS_STORED)))
                .with("pixelSha256", digest.map(value -> (Json) new Json.Text(value)).orElse(Json.NULL));
        object = preview.isPresent() ? object.with("preview", preview.get().toString()) : object;
        return note.isPresent() ? object.with("note", note.get()) : object;
    }

    private static Json whole(OptionalInt number) {
        return number.isPresent() ? new Json.Whole(number.getAsInt()) : Json.NULL;
    }

    private void print(FoundFile file, DicomFile dicom, Optional<String> note, Optional<Path> preview) {
        PrintWriter out = out();
        out.println(file.shownName());
        out.println("  syntax   " + dicom.transferSyntax().name() + " (" + dicom.transferSyntax().uid() + ")");
        if (note.isPresent()) {
            out.println("  pixels   " + note.get());
        } else {
            out.println("  pixels   " + geometry(dicom));
            shownAs(dicom).ifPresent(names -> out.println("  shown as " + names));
        }
        if (!dicom.problem().isEmpty()) {
            out.println("  damaged  " + dicom.problem());
        }
        preview.ifPresent(picture -> out.println("  preview  " + picture));
        Identifiers hidden = identifiers ? Identifiers.NONE : MammogramReader.identifiers(file.path());
        new TagListing(identifiers, hidden).lines(dicom).forEach(line -> out.println("  " + line));
    }

    private static String geometry(DicomFile dicom) {
        PixelData pixels = dicom.pixels();
        return pixels.columns() + " x " + pixels.rows() + ", " + pixels.bitsStored() + " of " + pixels.bitsAllocated()
                + " bits" + (pixels.isSigned() ? ", signed" : "") + ", " + pixels.frames()
                + (pixels.frames() == 1 ? " frame" : " frames");
    }

    /** The windows and tables of the first frame; wider pixels are not shown at all. */
    private static Optional<String> shownAs(DicomFile dicom) {
        List<DisplayTable> displays = dicom.pixels().bitsAllocated() > Short.SIZE ? List.of()
                : DicomPicture.displays(dicom, 0);
        return displays.isEmpty() ? Optional.empty()
                : Optional.of(displays.stream().map(DisplayTable::name).collect(Collectors.joining(", ")));
    }

    private Optional<Path> preview(DicomFile dicom, int number) {
        Optional<String> reason = noPreview(dicom);
        if (reason.isPresent()) {
            spec.commandLine().getErr().println("nacre: file " + number + " gets no preview, since " + reason.get()
                    + ".");
            return Optional.empty();
        }
        Mammogram mammogram = DicomPicture.read(dicom, dicom.pixels().frames() / 2);
        // The name of the file could identify the patient; its number in the call does not.
        Path target = previews.resolve("preview-%04d.png".formatted(number));
        ByteBuffer png = ByteBuffer.wrap(GreyPng.encode(Preview.of(mammogram)));
        try {
            AtomicFile.write(target, channel -> {
                while (png.hasRemaining()) {
                    channel.write(png);
                }
            });
        } catch (IOException failed) {
            throw new InputException("the preview " + target + " cannot be written: check the folder and the space on"
                    + " the disk", failed);
        }
        return Optional.of(target);
    }

    private Optional<String> noPreview(DicomFile dicom) {
        PixelData pixels = dicom.pixels();
        if (!pixels.photometric().startsWith("MONOCHROME") || pixels.bitsAllocated() > Short.SIZE) {
            return Optional.of("its pixels are no greys of up to 16 bits");
        }
        boolean burnedIn = dicom.dataset().string(Tag.BURNED_IN_ANNOTATION).orElse("").equals("YES");
        return burnedIn && !identifiers ? Optional.of("it says that text is burned into its pixels, which may name the"
                + " patient; --identifiers makes one") : Optional.empty();
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new InputException("the folder " + folder + " cannot be made: give another one", failed);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
