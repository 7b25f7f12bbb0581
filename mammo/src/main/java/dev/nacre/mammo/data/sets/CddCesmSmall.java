package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pictures of CDD-CESM at 512 x 512 with masks and boxes of lesions, described by {@code labels.csv}. Some of them have
 * a class, benign or malignant. The boxes of the table include their last pixels. The pictures are stored upside down,
 * and so are masks and boxes: they fit each other.
 */
final class CddCesmSmall implements MammogramSet {
    private static final String CLASS = "class_from_mask_colour";

    @Override
    public String name() {
        return "cdd-cesm-small";
    }

    @Override
    public String title() {
        return "CDD-CESM pictures of 512 x 512 with masks and boxes";
    }

    @Override
    public SetContents read(Path directory, PictureLook look) {
        SetFolder folder = new SetFolder(directory, name());
        SetCollector collector = new SetCollector();
        folder.table("labels.csv").forEach(List.of("image", "mask", "patient", "side", "type", "view", CLASS,
                "bbox_xmin", "bbox_ymin", "bbox_xmax", "bbox_ymax"), row -> {
                    Optional<Path> file = folder.file(row.text("image"));
                    if (file.isEmpty()) {
                        collector.missing(row.place());
                        return;
                    }
                    String patient = row.text("patient");
                    Optional<Pathology> pathology = collector.label(row, CLASS, Pathology::named);
                    Finding lesion = new Finding(List.of(FindingCategory.UNSPECIFIED), List.of(),
                            regions(row, folder, collector), Optional.empty(), pathology);
                    collector.add(new SetRecord(row.place(), patient, patient, collector.side(row, "side"),
                            collector.view(row, "view"), collector.label(row, "type", CddCesm::kind)
                                    .orElse(PictureKind.UNKNOWN), file.get(), Optional.empty(), Optional.empty(),
                            List.of(lesion), pathology, List.of(), Optional.empty()));
                });
        return collector.contents();
    }

    private static List<Region> regions(SetTable.Row row, SetFolder folder, SetCollector collector) {
        List<Region> regions = new ArrayList<>();
        folder.file(row.text("mask")).ifPresentOrElse(mask -> regions.add(new Region.MaskFile(mask)), () ->
                collector.problem(Kind.MISSING_FILE, row.place(), "the mask is not there; download it"));
        collector.boxOfPixels(row, "bbox_xmin", "bbox_ymin", "bbox_xmax", "bbox_ymax").ifPresent(regions::add);
        return regions;
    }
}
