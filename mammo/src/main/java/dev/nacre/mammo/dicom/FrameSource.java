package dev.nacre.mammo.dicom;

/** Where the frames of a picture come from. */
sealed interface FrameSource permits NativeFrames, EncapsulatedFrames {
    /**
     * The stored values of a frame; of more than 16 bits the low 16.
     *
     * @param frame from 0, below the number of frames
     * @throws DicomException if it is missing or damaged
     */
    short[] frame(int frame);
}
