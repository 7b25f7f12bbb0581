package dev.nacre.mammo.prepare;

import dev.nacre.core.io.StoredType;
import dev.nacre.mammo.dicom.DicomException;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.PictureException;
import dev.nacre.mammo.image.PictureFacts;
import dev.nacre.mammo.image.PictureFinding;
import dev.nacre.mammo.image.PictureGuards;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Prepares one file of a folder: what a worker of {@link FolderPreparation} does. Never throws because of the file; an
 * output that cannot be written is no fault of the file, and throws.
 *
 * @param folder against which paths are told
 * @param recipe what is done
 * @param bits of the levels that are written
 * @param key of the pseudonyms
 * @param pictures where they go
 * @param ambiguous paths without their endings that several files share
 * @param allowed codes of findings for which no picture is refused
 */
record FilePreparation(Path folder, PixelRecipe recipe, int bits, PseudonymKey key, PictureOutput pictures,
        Set<String> ambiguous, Set<String> allowed) {
    /** Stands for a file's path. */
    String id(Path file) {
        return key.pseudonym(PreparedNames.slashed(folder.relativize(file)));
    }

    /** Whether a file is as it was when a row was written. */
    boolean isUnchanged(Path file, PreparationRow row) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.size() == row.bytes() && now.lastModifiedTime().toMillis() == row.modified();
        } catch (IOException gone) {
            return false;
        }
    }

    /**
     * Reads, prepares and writes; a file that cannot be used gives a row that says why.
     *
     * @throws InputException if the output cannot be written
     */
    PreparationRow prepare(Path file) {
        long bytes = 0;
        long modified = 0;
        // Until the file's own identifiers are known, none of its path is told.
        String source = "hidden-" + id(file);
        List<PreparationRow.Reason> reasons = new ArrayList<>();
        PictureFacts facts = PictureFacts.NONE;
        Optional<PreparedPicture> prepared = Optional.empty();
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            bytes = attributes.size();
            modified = attributes.lastModifiedTime().toMillis();
            source = MammogramReader.identifiers(file).hidden(folder.relativize(file), key);
            Mammogram mammogram = MammogramReader.read(file);
            List<PictureFinding> findings = PictureGuards.check(mammogram);
            findings.forEach(found -> reasons.add(new PreparationRow.Reason(found.code(), found.sentence())));
            if (findings.stream().noneMatch(found -> found.refuses() && !allowed.contains(found.code()))) {
                facts = mammogram.facts();
                prepared = Optional.of(recipe.apply(mammogram));
            }
        } catch (IOException unreadable) {
            reasons.addFirst(new PreparationRow.Reason("unreadable", "the file cannot be read: check its permissions"));
        } catch (InputException refused) {
            reasons.addFirst(new PreparationRow.Reason(code(refused), told(refused.getMessage(), file, source)));
        }
        Optional<PreparationRow.Picture> picture = prepared.isEmpty() ? Optional.empty()
                : Optional.of(write(prepared.get(), facts, source));
        return new PreparationRow(id(file), source, bytes, modified, picture, reasons);
    }

    private static String code(InputException refused) {
        return switch (refused) {
            case PictureException picture -> picture.reason().code();
            case DicomException dicom -> "dicom";
            default -> refused.getCause() instanceof DicomException ? "dicom" : "unusable";
        };
    }

    private PreparationRow.Picture write(PreparedPicture prepared, PictureFacts facts, String source) {
        GreyPicture levels = levels(prepared);
        String name = PreparedNames.of(source, ambiguous.contains(PreparedNames.stem(source)));
        long offset = pictures.write(name, levels);
        StoredType type = bits == Byte.SIZE ? StoredType.U8 : StoredType.U16;
        long checksum = PictureStore.crc32c(MemorySegment.ofArray(PictureStore.bytes(levels, type)));
        return new PreparationRow.Picture(name,
                facts.laterality().map(side -> side.name().toLowerCase(Locale.ROOT)).orElse(""),
                facts.view().map(Enum::name).orElse(""), prepared.applied().toJson(), offset, checksum);
    }

    /** In the bits that are written: 0 stays 0, white stays white. */
    private GreyPicture levels(PreparedPicture prepared) {
        double factor = ((1 << bits) - 1) / (double) ((1 << prepared.bits()) - 1);
        short[] levels = new short[prepared.levels().length];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) Math.rint(prepared.levels()[index] * factor);
        }
        return new GreyPicture(prepared.height(), prepared.width(), bits, levels);
    }

    /** Messages name the file as it was given; tables name it as it may be told. */
    private static String told(String message, Path file, String source) {
        return message.contains(file.toString()) ? message.replace(file.toString(), source)
                : message.replace(file.getFileName().toString(), source);
    }
}
