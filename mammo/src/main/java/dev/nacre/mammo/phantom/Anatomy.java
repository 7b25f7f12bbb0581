package dev.nacre.mammo.phantom;

/**
 * Size and form of a breast, in centimetres of the compressed breast.
 *
 * @param depth from the chest wall to the nipple
 * @param craniocaudalHalf half of the extent along the chest wall in the CC view
 * @param lowerHalf from the nipple's level to the lower fold in the MLO view
 * @param flatness where the outline stops being straight, as a part of the depth
 * @param pectoralTop width of the pectoral muscle at the upper edge of the MLO view
 * @param pectoralLength how far down the chest wall it reaches
 */
public record Anatomy(double depth, double craniocaudalHalf, double lowerHalf, double flatness, double pectoralTop,
        double pectoralLength) {
}
