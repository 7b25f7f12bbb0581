package dev.nacre.nn.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Literals are those of the published detectors' anchors, worked out with NumPy and PyTorch. */
class AnchorsTest {
    static final List<MapSize> SMALL = List.of(new MapSize(2, 2), new MapSize(1, 1), new MapSize(1, 1),
            new MapSize(1, 1), new MapSize(1, 1));

    @Test
    void anchorsGoRowByRowPlaceByPlaceRatioByRatioScaleByScale() {
        List<BoundingBox> anchors = AnchorGrid.RETINA_NET.anchors(List.of(new MapSize(2, 3), new MapSize(1, 2),
                new MapSize(1, 1), new MapSize(1, 1), new MapSize(1, 1)));
        assertThat(anchors).hasSize(99);
        expect(anchors.get(0), -18.627417, -7.3137085, 26.627417, 15.3137085);
        expect(anchors.get(1), -24.508759, -10.2543795, 32.508759, 18.2543795);
        expect(anchors.get(2), -31.9187855, -13.9593928, 39.9187855, 21.9593928);
        expect(anchors.get(3), -12, -12, 20, 20);
        expect(anchors.get(7), -10.2543795, -24.508759, 18.2543795, 32.508759);
        expect(anchors.get(9), -10.627417, -7.3137085, 34.627417, 15.3137085);
        expect(anchors.get(27), -18.627417, 0.686291501, 26.627417, 23.3137085);
        expect(anchors.get(54), -37.254834, -14.627417, 53.254834, 30.627417);
        expect(anchors.get(62), -27.9187855, -63.8375711, 43.9187855, 79.8375711);
        expect(anchors.get(80), -55.8375711, -127.675142, 87.8375711, 159.675142);
        expect(anchors.get(98), -223.350284, -510.700569, 351.350284, 638.700569);
    }

    private static void expect(BoundingBox box, double x0, double y0, double x1, double y1) {
        assertThat(new double[] {box.x0(), box.y0(), box.x1(), box.y1()})
                .containsExactly(new double[] {x0, y0, x1, y1}, within(1e-6));
    }

    @Test
    void aSquareOf512PixelsHasThePublishedNumberOfAnchors() {
        List<MapSize> maps = List.of(new MapSize(64, 64), new MapSize(32, 32), new MapSize(16, 16), new MapSize(8, 8),
                new MapSize(4, 4));
        assertThat(AnchorGrid.RETINA_NET.count(maps)).isEqualTo(49_104);
        assertThat(AnchorGrid.RETINA_NET.anchors(maps)).hasSize(49_104);
    }

    @Test
    void anAnchorFindsTheObjectThatItOverlapsMostIfThatIsEnough() {
        List<BoundingBox> anchors = List.of(new BoundingBox(0, 0, 10, 10), new BoundingBox(0, 0, 10, 5),
                new BoundingBox(0, 0, 10, 4.5), new BoundingBox(0, 0, 10, 4), new BoundingBox(0, 0, 10, 3.9),
                new BoundingBox(90, 90, 99, 99), new BoundingBox(0, 0, 10, 9));
        List<LabelledBox> objects = List.of(new LabelledBox(new BoundingBox(0, 0, 10, 10), 0),
                new LabelledBox(new BoundingBox(0, 0, 10, 8.5), 1), new LabelledBox(new BoundingBox(0, 0, 10, 10), 2));
        assertThat(AnchorAssignment.RETINA_NET.of(anchors, objects)).containsExactly(0, 1, 1,
                AnchorAssignment.IGNORED, AnchorAssignment.IGNORED, AnchorAssignment.NOTHING, 1);
        assertThat(AnchorAssignment.RETINA_NET.of(anchors, objects.subList(0, 1))).containsExactly(0, 0,
                AnchorAssignment.IGNORED, AnchorAssignment.IGNORED, AnchorAssignment.NOTHING,
                AnchorAssignment.NOTHING, 0);
        assertThat(AnchorAssignment.RETINA_NET.of(anchors, List.of()))
                .containsOnly(AnchorAssignment.NOTHING);
    }

    @Test
    void aCodeIsThePublishedOneAndLeadsBack() {
        BoundingBox anchor = new BoundingBox(10, 20, 42, 36);
        expect(BoxCoding.RETINA_NET.decode(anchor, new float[] {9, 1.5f, -0.7f, 2, -1}, 1),
                6.930804837739675, 20.330153975376145, 54.66919516226032, 33.429846024623856);
        BoundingBox box = new BoundingBox(6.5, 20.25, 54.75, 33.5);
        double[] code = BoxCoding.RETINA_NET.encode(anchor, box);
        float[] codes = new float[BoxCoding.LENGTH];
        for (int place = 0; place < codes.length; place++) {
            codes[place] = (float) code[place];
        }
        BoundingBox back = BoxCoding.RETINA_NET.decode(anchor, codes, 0);
        assertThat(back.overlap(box)).isGreaterThan(1 - 1e-5);
    }

    @Test
    void codesOfLinesAreThoseOfOnePixel() {
        BoundingBox anchor = new BoundingBox(0, 0, 8, 8);
        double[] code = BoxCoding.RETINA_NET.encode(anchor, new BoundingBox(4, 4, 4, 4.5));
        assertThat(code).containsExactly(new double[] {0, 0.3125, -10.397207708399179, -10.397207708399179},
                within(1e-12));
    }

    @Test
    void targetsOfPicturesWithoutObjectsJudgeEveryAnchorAndPlaceNone() {
        List<BoundingBox> anchors = AnchorGrid.RETINA_NET.anchors(SMALL);
        DetectionTargets targets = DetectionTargets.of(anchors, Collections.nCopies(2, List.of()), 3,
                AnchorAssignment.RETINA_NET, BoxCoding.RETINA_NET);
        assertThat(targets.judged()).hasSize(144).containsOnly(1f);
        assertThat(targets.kinds()).hasSize(432).containsOnly(0f);
        assertThat(targets.placed()).containsOnly(0f);
    }

    @Test
    void smallerAnchorsReachSmallerBoxes() {
        BoundingBox small = new BoundingBox(100, 100, 110, 112);
        assertThat(AnchorGrid.RETINA_NET.reaches(small, 0.5)).as("120 of 32 x 32").isFalse();
        assertThat(AnchorGrid.RETINA_NET.reaches(new BoundingBox(0, 0, 23, 23), 0.5)).isTrue();
        AnchorGrid fine = AnchorGrid.RETINA_NET.withSmallest(8);
        assertThat(fine.strides()).isEqualTo(1);
        assertThat(fine.reaches(small, 0.5)).isTrue();
        assertThat(fine.anchors(SMALL).get(3)).as("the first square").isEqualTo(new BoundingBox(0, 0, 8, 8));
    }
}
