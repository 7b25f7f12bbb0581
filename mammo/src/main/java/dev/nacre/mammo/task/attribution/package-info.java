/**
 * What in a picture a score comes from: class-activation maps, gradient-weighted maps, occlusion, integrated gradients,
 * and how well such a map stands the test of taking away what it marks. Maps are in pixels of the prepared picture, or
 * coarser; {@code OriginalPixels} takes them to those of the file. They explain a model, not a breast: research use,
 * not for diagnosis.
 */
package dev.nacre.mammo.task.attribution;
