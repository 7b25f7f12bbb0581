package dev.nacre.mammo;

/**
 * What the calls of a {@link Mammography} hold at a moment.
 *
 * @param pictureBytes reserved on the heap for pictures
 * @param tensorBytes  reserved outside it for networks
 * @param waiting      calls that wait for either
 */
public record MammographyLoad(long pictureBytes, long tensorBytes, int waiting) {
}
