package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HoleFillingTest {
    @Test
    void fillsWhatIsEnclosedAndLeavesWhatReachesTheBorder() {
        Mask mask = ConnectedComponentsTest.drawn(
                "######..",
                "#....#..",
                "#.##.#..",
                "#....#.#",
                "######..",
                "..#.#...");
        assertThat(HoleFilling.of(mask).inside()).containsExactly(ConnectedComponentsTest.drawn(
                "######..",
                "######..",
                "######..",
                "######.#",
                "######..",
                "..#.#...").inside());
    }

    @Test
    void corridorsThroughCornersDoNotOpenAHole() {
        Mask mask = ConnectedComponentsTest.drawn(".#.", "#.#", ".#.");
        assertThat(HoleFilling.of(mask).count()).isEqualTo(5);
    }

    @Test
    void emptyAndFullMasksStayAsTheyAre() {
        assertThat(HoleFilling.of(ConnectedComponentsTest.drawn("..", "..")).count()).isZero();
        assertThat(HoleFilling.of(ConnectedComponentsTest.drawn("##", "##")).count()).isEqualTo(4);
    }
}
