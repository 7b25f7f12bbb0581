package dev.nacre.mammo.dicom;

import java.util.List;

/** From stored values to those that windows are given in (PS3.3 C.11.1): a table, or a slope and an intercept. */
sealed interface ModalityTransform {
    /** The value that a stored one stands for. */
    double value(int stored);

    /** Whether showing the values needs the transform, rather than a stretch of the stored levels. */
    boolean changesOrder();

    /**
     * @param table from stored values
     */
    record Table(LookupTable table) implements ModalityTransform {
        @Override
        public double value(int stored) {
            return table.entry(stored);
        }

        @Override
        public boolean changesOrder() {
            return true;
        }
    }

    /**
     * @param slope not 0
     * @param intercept the value of a stored 0
     */
    record Line(double slope, double intercept) implements ModalityTransform {
        @Override
        public double value(int stored) {
            return slope * stored + intercept;
        }

        @Override
        public boolean changesOrder() {
            return slope < 0;
        }
    }

    /** The transform of a frame; the identity where the file gives none that makes sense. */
    static ModalityTransform of(DataSet dataset, FunctionalGroups groups, boolean signed) {
        List<DataSet> tables = dataset.items(Tag.MODALITY_LUT_SEQUENCE);
        if (!tables.isEmpty()) {
            var table = LookupTable.of(tables.getFirst(), signed);
            if (table.isPresent()) {
                return new Table(table.get());
            }
        }
        DataSet line = groups.group(Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE);
        double slope = line.number(Tag.RESCALE_SLOPE).orElse(1);
        return new Line(slope == 0 ? 1 : slope, line.number(Tag.RESCALE_INTERCEPT).orElse(0));
    }
}
