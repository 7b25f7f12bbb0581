package dev.nacre.mammo.dicom.codec;

/** The predictors of lossless JPEG (T.81 table H.1). */
final class LosslessPredictor {
    private LosslessPredictor() {
    }

    /**
     * The prediction of a sample from its unsigned neighbours; modulo 2<sup>16</sup>.
     *
     * @param selection 1 to 7
     */
    static int predict(int selection, int left, int above, int aboveLeft) {
        return switch (selection) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> aboveLeft;
            case 4 -> left + above - aboveLeft;
            case 5 -> left + (above - aboveLeft >> 1);
            case 6 -> above + (left - aboveLeft >> 1);
            default -> left + above >> 1;
        };
    }
}
