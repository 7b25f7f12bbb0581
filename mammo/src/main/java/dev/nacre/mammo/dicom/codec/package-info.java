/** Decoders and encoders of single compressed frames; not part of the public interface. */
package dev.nacre.mammo.dicom.codec;
