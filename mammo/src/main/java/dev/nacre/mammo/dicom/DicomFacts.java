package dev.nacre.mammo.dicom;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.image.PictureFacts;
import dev.nacre.mammo.image.PictureFacts.LevelRange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a data set says about its picture, without anything about the patient. */
final class DicomFacts {
    private static final String RAW_MAMMOGRAPHY = "1.2.840.10008.5.1.4.1.1.1.2.1";
    private static final Set<String> TOMOSYNTHESIS = Set.of("1.2.840.10008.5.1.4.1.1.13.1.3",
            "1.2.840.10008.5.1.4.1.1.13.1.4", "1.2.840.10008.5.1.4.1.1.13.1.5");

    /** Context group 4014 (PS3.16), in SNOMED CT and in the older SNOMED RT. */
    private static final Set<String> CRANIOCAUDAL = Set.of("399162004", "R-10242");
    private static final Set<String> MEDIOLATERAL_OBLIQUE = Set.of("399368009", "R-10226");

    private final DataSet dataset;
    private final FunctionalGroups groups;
    private final PixelData pixels;

    private DicomFacts(DataSet dataset, FunctionalGroups groups, PixelData pixels) {
        this.dataset = dataset;
        this.groups = groups;
        this.pixels = pixels;
    }

    static PictureFacts of(DataSet dataset, FunctionalGroups groups, PixelData pixels) {
        DicomFacts facts = new DicomFacts(dataset, groups, pixels);
        return new PictureFacts(true, facts.laterality(), facts.view(), facts.implant(), facts.tomosynthesis(),
                facts.forProcessing(), facts.padding(), facts.pixelMillimetres(), facts.modality());
    }

    private Optional<Laterality> laterality() {
        String side = dataset.string(Tag.IMAGE_LATERALITY)
                .or(() -> groups.group(Tag.FRAME_ANATOMY_SEQUENCE).string(Tag.FRAME_LATERALITY))
                .or(() -> dataset.string(Tag.LATERALITY)).orElse("");
        return switch (side) {
            case "L" -> Optional.of(Laterality.LEFT);
            case "R" -> Optional.of(Laterality.RIGHT);
            default -> Optional.empty();
        };
    }

    private Optional<View> view() {
        for (DataSet code : dataset.items(Tag.VIEW_CODE_SEQUENCE)) {
            String value = code.string(Tag.CODE_VALUE).orElse("");
            if (CRANIOCAUDAL.contains(value)) {
                return Optional.of(View.CC);
            }
            if (MEDIOLATERAL_OBLIQUE.contains(value)) {
                return Optional.of(View.MLO);
            }
        }
        return switch (dataset.string(Tag.VIEW_POSITION).orElse("")) {
            case "CC" -> Optional.of(View.CC);
            case "MLO" -> Optional.of(View.MLO);
            default -> Optional.empty();
        };
    }

    private Optional<Boolean> implant() {
        return switch (dataset.string(Tag.BREAST_IMPLANT_PRESENT).orElse("")) {
            case "YES" -> Optional.of(true);
            case "NO" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private boolean tomosynthesis() {
        List<String> imageType = dataset.strings(Tag.IMAGE_TYPE);
        return TOMOSYNTHESIS.contains(dataset.string(Tag.SOP_CLASS_UID).orElse(""))
                || imageType.stream().map(value -> value.toUpperCase(Locale.ROOT))
                        .anyMatch(value -> value.contains("TOMO") || value.equals("GENERATED_2D"))
                || dataset.string(Tag.MODALITY).orElse("").equals("MG") && pixels.frames() > 1;
    }

    private boolean forProcessing() {
        return dataset.string(Tag.PRESENTATION_INTENT_TYPE).orElse("").equals("FOR PROCESSING")
                || dataset.string(Tag.SOP_CLASS_UID).orElse("").equals(RAW_MAMMOGRAPHY);
    }

    /** Padding may lie outside of what the bits of a pixel can hold; then no pixel has it. */
    private Optional<LevelRange> padding() {
        Optional<Integer> value = rawLevel(Tag.PIXEL_PADDING_VALUE);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        int limit = rawLevel(Tag.PIXEL_PADDING_RANGE_LIMIT).orElse(value.get());
        int lowest = Math.max(0, Math.min(value.get(), limit));
        int highest = Math.min((1 << pixels.bitsStored()) - 1, Math.max(value.get(), limit));
        return lowest > highest ? Optional.empty() : Optional.of(new LevelRange(lowest, highest));
    }

    /** The level of a value whose sign is that of the pixels, whatever the VR says. */
    private Optional<Integer> rawLevel(int tag) {
        ByteView bytes = dataset.find(tag).map(DataElement::view).orElse(ByteView.EMPTY);
        if (bytes.size() < Short.BYTES) {
            return Optional.empty();
        }
        int value = bytes.unsignedShort(0);
        return Optional.of(pixels.isSigned() ? (short) value + (1 << pixels.bitsStored() - 1) : value);
    }

    /** Two letters, as the standard has them; anything else could be anything. */
    private Optional<String> modality() {
        return dataset.string(Tag.MODALITY).filter(text -> text.matches("[A-Z]{2}"));
    }

    private Optional<Double> pixelMillimetres() {
        double[] spacing = dataset.numbers(Tag.IMAGER_PIXEL_SPACING);
        if (spacing.length == 0) {
            spacing = groups.group(Tag.PIXEL_MEASURES_SEQUENCE).numbers(Tag.PIXEL_SPACING);
        }
        return spacing.length > 0 && spacing[0] > 0 && Double.isFinite(spacing[0]) ? Optional.of(spacing[0])
                : Optional.empty();
    }
}
