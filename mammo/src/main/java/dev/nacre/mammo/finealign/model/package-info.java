/**
 * The network of the coarse-to-fine model: pictures of four views and reports become vectors, words find their places,
 * and the abnormality-aware decoder draws its maps.
 */
package dev.nacre.mammo.finealign.model;
