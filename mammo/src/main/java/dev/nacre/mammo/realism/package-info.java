/**
 * What makes a picture look like a mammogram, in numbers: grey levels, spectrum, dense tissue, outline and contrast of
 * detail, measured alike on pictures of any source. For judging invented pictures beside real ones.
 */
package dev.nacre.mammo.realism;
