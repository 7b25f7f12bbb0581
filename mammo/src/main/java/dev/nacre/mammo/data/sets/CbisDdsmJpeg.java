package dev.nacre.mammo.data.sets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * CBIS-DDSM as 8-bit JPEG (Kaggle): the published tables, and {@code dicom_info.csv}, which says of each JPEG which
 * film or abnormality it belongs to and whether it is the film, a crop or a mask. Where it does not say that, the size
 * decides. Masks have grey seams.
 */
final class CbisDdsmJpeg implements MammogramSet {
    private static final String MASK = "ROI mask images";

    @Override
    public String name() {
        return "cbis-ddsm-jpeg";
    }

    @Override
    public String title() {
        return "CBIS-DDSM in JPEG";
    }

    @Override
    public Map<SetCount, Long> published() {
        return Map.of(SetCount.PICTURES, 3_103L, SetCount.PATIENTS, 1_566L, SetCount.MASKS, 3_568L);
    }

    @Override
    public SetContents read(Path directory, PictureLook look) {
        SetFolder folder = new SetFolder(directory, name());
        Map<String, List<Path>> series = new HashMap<>();
        Set<Path> masks = new HashSet<>();
        folder.table("csv/dicom_info.csv").forEach(List.of("image_path", "PatientID", "SeriesDescription"), row -> {
            String path = row.text("image_path");
            // The table's paths begin with a folder that the download does not have.
            folder.file(path.substring(Math.max(path.indexOf("jpeg/"), 0))).ifPresent(file -> {
                series.computeIfAbsent(row.text("PatientID"), unused -> new ArrayList<>()).add(file);
                if (row.text("SeriesDescription").equals(MASK)) {
                    masks.add(file);
                }
            });
        });
        return CbisDdsm.read(name -> folder.table("csv/" + name), series, (candidates, film) -> {
            List<Path> named = candidates.stream().filter(masks::contains).toList();
            return named.size() == 1 ? Optional.of(named.getFirst()) : CbisMask.among(candidates, film, look);
        });
    }
}
