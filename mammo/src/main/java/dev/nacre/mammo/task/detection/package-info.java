/**
 * Lesions found as boxes (Mammo-CLIP's localisation): a RetinaNet on a picture encoder, trained on pictures with and
 * without lesions, applied to whole pictures or to tiles at the resolution of the file, judged with and without
 * pictures that show nothing. Research use, not for diagnosis.
 */
package dev.nacre.mammo.task.detection;
