package dev.nacre.mammo.phantom.xray;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.image.GreyPicture;
import java.util.List;

/** The letters of lead that say which side and view a picture is; they lie beside the breast, towards the arm. */
final class ViewLetters {
    /** Of one dot of a letter, in millimetres. */
    private static final float DOT = 0.9f;
    private static final int ROWS = 7;
    private static final int ADVANCE = 6;
    private static final float FROM_EDGE = 10;

    private final boolean[] dots;
    private final int columns;

    ViewLetters(Laterality laterality, View view) {
        String text = (laterality == Laterality.LEFT ? "L" : "R") + view.name();
        this.columns = ADVANCE * text.length() - 1;
        this.dots = new boolean[ROWS * columns];
        for (int letter = 0; letter < text.length(); letter++) {
            List<String> rows = rows(text.charAt(letter));
            for (int row = 0; row < ROWS; row++) {
                for (int column = 0; column < ADVANCE - 1; column++) {
                    dots[row * columns + ADVANCE * letter + column] = rows.get(row).charAt(column) == '#';
                }
            }
        }
    }

    /**
     * Sets the pixels of the letters that no tissue covers. They can be read in either breast: they are laid on the
     * plate by hand, and not mirrored with it.
     */
    void draw(GreyPicture picture, AttenuationMap map, boolean mirrored) {
        int white = (1 << picture.bits()) - 1;
        float left = mirrored ? FROM_EDGE : map.width() * map.pixel() - FROM_EDGE - columns * DOT;
        for (int row = 0; row < picture.height(); row++) {
            int dotRow = (int) Math.floor(((row + 0.5f) * map.pixel() - FROM_EDGE) / DOT);
            for (int column = 0; column < picture.width(); column++) {
                int dotColumn = (int) Math.floor(((column + 0.5f) * map.pixel() - left) / DOT);
                int behind = row * map.width() + (mirrored ? map.width() - 1 - column : column);
                if (dotRow >= 0 && dotRow < ROWS && dotColumn >= 0 && dotColumn < columns
                        && dots[dotRow * columns + dotColumn] && map.sums()[behind] == 0) {
                    picture.levels()[row * picture.width() + column] = (short) white;
                }
            }
        }
    }

    private static List<String> rows(char letter) {
        return switch (letter) {
            case 'L' -> List.of("#....", "#....", "#....", "#....", "#....", "#....", "#####");
            case 'R' -> List.of("####.", "#...#", "#...#", "####.", "#.#..", "#..#.", "#...#");
            case 'C' -> List.of(".####", "#....", "#....", "#....", "#....", "#....", ".####");
            case 'M' -> List.of("#...#", "##.##", "#.#.#", "#.#.#", "#...#", "#...#", "#...#");
            case 'O' -> List.of(".###.", "#...#", "#...#", "#...#", "#...#", "#...#", ".###.");
            default -> throw new IllegalArgumentException("there is no letter " + letter + " of lead");
        };
    }
}
