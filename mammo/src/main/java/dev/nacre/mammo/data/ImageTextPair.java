package dev.nacre.mammo.data;

import java.nio.file.Path;

/**
 * What one breast contributes to one step of pre-training: two pictures, which may be one file, and two texts.
 *
 * @param firstPicture file of the first picture
 * @param secondPicture file of the second picture
 * @param firstText text that goes with the first picture
 * @param secondText text that goes with the second picture
 */
public record ImageTextPair(Path firstPicture, Path secondPicture, String firstText, String secondText) {
}
