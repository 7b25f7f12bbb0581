package dev.nacre.mammo.data.sets;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A report of CDD-CESM, which describes the low-energy mammogram first and then what contrast medium showed. Only the
 * first part is kept: a model that reads the second one with a low-energy picture learns what that picture does not
 * show. Whatever stands before the first heading, such as the patient's number, is dropped too.
 */
final class ContrastReport {
    private static final Pattern CONTRAST = Pattern.compile(
            "contrast|\\bcesm\\b|\\bcem\\b|spectral|subtract|enhanc|uptake|recombined", Pattern.CASE_INSENSITIVE);
    private static final Pattern MAMMOGRAM = Pattern.compile("mammogra", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_HEADING = 120;

    private ContrastReport() {
    }

    /** The lines on the low-energy mammogram; none where no heading says where they begin. */
    static List<String> lowEnergyPart(List<String> paragraphs) {
        List<String> kept = new ArrayList<>();
        boolean within = false;
        for (String paragraph : paragraphs) {
            boolean contrast = CONTRAST.matcher(paragraph).find();
            if (contrast) {
                // Any word on it ends the part: what follows may tell what it showed.
                within = false;
            } else if (isHeading(paragraph) && MAMMOGRAM.matcher(paragraph).find()) {
                within = true;
            } else if (within) {
                kept.add(paragraph);
            }
        }
        return kept;
    }

    /** A short line that ends with a colon, or is written in capitals. */
    private static boolean isHeading(String paragraph) {
        return paragraph.length() <= LONGEST_HEADING
                && (paragraph.endsWith(":") || paragraph.chars().noneMatch(Character::isLowerCase));
    }
}
