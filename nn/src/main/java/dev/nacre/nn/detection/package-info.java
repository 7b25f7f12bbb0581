/**
 * Objects found in pictures as boxes: RetinaNet (Lin et al. 2017, "Focal Loss for Dense Object Detection") with what
 * belongs to it, from anchors to the choice among overlapping boxes. Boxes are in pixels of the network's input; the
 * pixel at row r and column c covers [c, c + 1) × [r, r + 1).
 */
package dev.nacre.nn.detection;
