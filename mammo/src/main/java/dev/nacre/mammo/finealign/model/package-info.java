/** The network of the coarse-to-fine model: pictures of four views and reports to vectors, words to places, and maps. */
package dev.nacre.mammo.finealign.model;
