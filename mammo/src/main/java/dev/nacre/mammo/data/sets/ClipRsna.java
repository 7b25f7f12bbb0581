package dev.nacre.mammo.data.sets;

import java.util.List;

/** RSNA 2022 with folds; identifiers of pictures have no ending. */
final class ClipRsna implements ClipTable {
    @Override
    public List<String> columns() {
        return List.of("patient_id", "image_id", "laterality", "view", "cancer", "BIRADS", "density", "fold");
    }

    @Override
    public void read(SetTable table, PictureIndex pictures, SetCollector collector) {
        RsnaScreening.read(table, row -> pictures.find(row.whole("patient_id") + "/" + row.whole("image_id"), 2),
                row -> ClipTable.split(row, collector), collector);
    }
}
