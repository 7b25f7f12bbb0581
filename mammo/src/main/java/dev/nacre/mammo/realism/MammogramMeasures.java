package dev.nacre.mammo.realism;

import dev.nacre.mammo.image.Mammogram;
import dev.nacre.nn.InputException;

/**
 * Everything that is measured of one mammogram.
 *
 * @param levels distribution of grey levels
 * @param spectrum spatial frequencies of its tissue
 * @param dense bright tissue
 * @param outline its form
 * @param contrast of detail by size
 * @param saysPixelSize whether the file says how large its pixels are; otherwise the picture is taken to be 24 cm high
 */
public record MammogramMeasures(LevelDistribution levels, PowerSpectrum spectrum, DenseTissue dense,
        BreastOutline outline, BandContrast contrast, boolean saysPixelSize) {
    /**
     * Measures a mammogram.
     *
     * @throws InputException if it shows no breast, or one that is too small for a spectrum
     */
    public static MammogramMeasures of(Mammogram mammogram) {
        YardstickPicture picture = YardstickPicture.of(mammogram);
        PowerSpectrum spectrum = PowerSpectrum.of(picture).orElseThrow(() -> new InputException("picture "
                + mammogram.name() + " shows a breast that holds no square of 25.6 mm, too small for a spectrum; leave"
                + " it out"));
        return new MammogramMeasures(LevelDistribution.of(picture), spectrum, DenseTissue.of(picture),
                BreastOutline.of(picture), BandContrast.of(picture), mammogram.facts().pixelMillimetres().isPresent());
    }
}
