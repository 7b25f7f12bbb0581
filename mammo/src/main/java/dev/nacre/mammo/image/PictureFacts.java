package dev.nacre.mammo.image;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import java.util.Optional;

/**
 * What a file says about its picture, as far as it says anything. Nothing here identifies a patient.
 *
 * @param declaresPolarity whether the file says which end of its levels is bright (DICOM does, a PNG does not)
 * @param laterality which breast
 * @param view from where it was taken
 * @param implant whether the breast holds an implant
 * @param tomosynthesis whether this is a slice or a projection of a tomosynthesis, or a picture computed from one
 * @param forProcessing whether these are raw detector values, not meant to be looked at
 * @param padding stored levels that stand for no tissue
 * @param pixelMillimetres distance of neighbouring pixels in the detector's plane
 * @param modality what kind of device took it, as DICOM abbreviates it: MG for mammography
 */
public record PictureFacts(boolean declaresPolarity, Optional<Laterality> laterality, Optional<View> view,
        Optional<Boolean> implant, boolean tomosynthesis, boolean forProcessing, Optional<LevelRange> padding,
        Optional<Double> pixelMillimetres, Optional<String> modality) {
    /** Of a file that holds levels alone. */
    public static final PictureFacts NONE = new PictureFacts(false, Optional.empty(), Optional.empty(),
            Optional.empty(), false, false, Optional.empty(), Optional.empty(), Optional.empty());

    /** Levels from {@code lowest} to {@code highest}, both included. */
    public record LevelRange(int lowest, int highest) {
        /** Whether a level lies in it. */
        public boolean contains(int level) {
            return level >= lowest && level <= highest;
        }
    }
}
