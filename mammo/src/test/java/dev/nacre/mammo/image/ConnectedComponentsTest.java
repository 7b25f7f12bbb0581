package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.image.ConnectedComponents.Neighbours;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConnectedComponentsTest {
    @Test
    void labelsSizesAndBoxesEqualThoseOfAFloodFill() {
        for (int[] size : RandomPictures.SIZES) {
            for (int seed = 0; seed < 40; seed++) {
                Mask mask = RandomPictures.mask(size[0], size[1], seed % 8 / 7.0, seed);
                for (Neighbours neighbours : Neighbours.values()) {
                    check(mask, neighbours);
                }
            }
        }
    }

    @Test
    void spiralsAndCombsAreOneComponent() {
        String[] rows = {
            "#########",
            "#.......#",
            "#.#####.#",
            "#.#...#.#",
            "#.#.#.#.#",
            "#.#.###.#",
            "#.#.....#",
            "#.#######"};
        Mask mask = drawn(rows);
        assertThat(ConnectedComponents.of(mask, Neighbours.FOUR).count()).isEqualTo(1);
        check(mask, Neighbours.FOUR);
        check(mask.complement(), Neighbours.FOUR);
        Mask comb = drawn("#.#.#.#", "#.#.#.#", "#######");
        assertThat(ConnectedComponents.of(comb, Neighbours.FOUR).count()).isEqualTo(1);
    }

    @Test
    void cornersConnectOnlyEightNeighbours() {
        Mask mask = drawn("#..", ".#.", "..#");
        assertThat(ConnectedComponents.of(mask, Neighbours.FOUR).count()).isEqualTo(3);
        assertThat(ConnectedComponents.of(mask, Neighbours.EIGHT).count()).isEqualTo(1);
    }

    @Test
    void ofEquallyLargeComponentsTheFirstIsTheLargest() {
        ConnectedComponents two = ConnectedComponents.of(drawn("#.##.##"), Neighbours.EIGHT);
        assertThat(two.largest()).isEqualTo(OptionalInt.of(2));
        assertThat(two.mask(2).inside()).containsExactly(drawn("..##...").inside());
        assertThat(ConnectedComponents.of(drawn("..."), Neighbours.EIGHT).largest()).isEmpty();
    }

    @Test
    void unknownLabelsAreRefused() {
        ConnectedComponents one = ConnectedComponents.of(drawn("#"), Neighbours.EIGHT);
        assertThatThrownBy(() -> one.size(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one.box(2)).isInstanceOf(IllegalArgumentException.class);
    }

    static Mask drawn(String... rows) {
        boolean[] inside = new boolean[rows.length * rows[0].length()];
        for (int index = 0; index < inside.length; index++) {
            inside[index] = rows[index / rows[0].length()].charAt(index % rows[0].length()) == '#';
        }
        return new Mask(rows.length, rows[0].length(), inside);
    }

    private static void check(Mask mask, Neighbours neighbours) {
        int[] labels = new int[mask.inside().length];
        int count = flood(mask, neighbours, labels);
        ConnectedComponents components = ConnectedComponents.of(mask, neighbours);
        assertThat(components.count()).isEqualTo(count);
        assertThat(components.labels()).containsExactly(labels);
        for (int label = 1; label <= count; label++) {
            int wanted = label;
            boolean[] inside = new boolean[labels.length];
            for (int index = 0; index < labels.length; index++) {
                inside[index] = labels[index] == label;
            }
            Mask part = new Mask(mask.height(), mask.width(), inside);
            assertThat(components.size(label)).isEqualTo((int) Arrays.stream(labels).filter(l -> l == wanted).count());
            assertThat(components.mask(label).inside()).containsExactly(inside);
            assertThat(components.box(label)).isEqualTo(slowBox(part)).isEqualTo(part.box().orElseThrow());
        }
    }

    private static PixelBox slowBox(Mask mask) {
        int[] corners = {mask.width(), mask.height(), 0, 0};
        for (int row = 0; row < mask.height(); row++) {
            for (int column = 0; column < mask.width(); column++) {
                if (mask.at(row, column)) {
                    corners[0] = Math.min(corners[0], column);
                    corners[1] = Math.min(corners[1], row);
                    corners[2] = Math.max(corners[2], column + 1);
                    corners[3] = Math.max(corners[3], row + 1);
                }
            }
        }
        return new PixelBox(corners[0], corners[1], corners[2], corners[3]);
    }

    private static int flood(Mask mask, Neighbours neighbours, int[] labels) {
        int count = 0;
        for (int start = 0; start < labels.length; start++) {
            if (!mask.inside()[start] || labels[start] != 0) {
                continue;
            }
            labels[start] = ++count;
            Deque<Integer> waiting = new ArrayDeque<>();
            waiting.add(start);
            while (!waiting.isEmpty()) {
                int index = waiting.remove();
                for (int step = 0; step < 9; step++) {
                    int row = index / mask.width() + step / 3 - 1;
                    int column = index % mask.width() + step % 3 - 1;
                    boolean neighbour = neighbours == Neighbours.EIGHT || step % 2 == 1;
                    if (neighbour && row >= 0 && row < mask.height() && column >= 0 && column < mask.width()
                            && mask.at(row, column) && labels[row * mask.width() + column] == 0) {
                        labels[row * mask.width() + column] = count;
                        waiting.add(row * mask.width() + column);
                    }
                }
            }
        }
        return count;
    }
}
