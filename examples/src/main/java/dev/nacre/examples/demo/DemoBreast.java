package dev.nacre.examples.demo;

import dev.nacre.mammo.data.View;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A phantom's breast with its truth.
 *
 * @param patient  by which breasts belong together
 * @param name     as the page says it, such as {@code phantom-00012, left}
 * @param pictures CC before MLO
 * @param findings what the breast has
 */
record DemoBreast(String patient, String name, List<Picture> pictures, Set<Finding> findings) {
    DemoBreast {
        pictures = List.copyOf(pictures);
        findings = Set.copyOf(findings);
    }

    /**
     * One view.
     *
     * @param view  which projection
     * @param file  of the picture
     * @param boxes where the findings are
     */
    record Picture(View view, Path file, List<Box> boxes) {
        Picture {
            boxes = List.copyOf(boxes);
        }
    }

    /** The smallest rectangle around a finding, in pixels of its picture. */
    record Box(Finding finding, int left, int top, int width, int height) {
    }
}
