package dev.nacre.mammo.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SideSwapTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "There is a mass in the left breast.|There is a mass in the right breast.",
        "Left breast: clear. RIGHT BREAST: cyst.|Right breast: clear. LEFT BREAST: cyst.",
        "left-sided scar|right-sided scar",
        "left/right, (left) and right|right/left, (right) and left",
        "left|right",
        "bilateral implants, cleft, leftover, upright, rightmost, brightly|bilateral implants, cleft, leftover,"
                + " upright, rightmost, brightly",
        "RMLO and LCC views, R and L|RMLO and LCC views, R and L",
        "left_1 and left2|left_1 and left2",
        "left breast at 2 o'clock|right breast at 10 o'clock",
        "at 12 o'clock, at 6 O'CLOCK|at 12 o'clock, at 6 O'CLOCK",
        "at the 10:30 o'clock position|at the 1:30 o'clock position",
        "at 12:30 o’clock, 3-o'clock|at 11:30 o’clock, 9-o'clock",
        "2 cm mass at 11 oclock, 3 cm from the nipple|2 cm mass at 1 oclock, 3 cm from the nipple"})
    void sidesAndHoursAreExchangedAndNothingElse(String text, String mirrored) {
        assertThat(SideSwap.mirrored(text)).isEqualTo(mirrored);
        assertThat(SideSwap.mirrored(mirrored)).isEqualTo(text);
    }
}
