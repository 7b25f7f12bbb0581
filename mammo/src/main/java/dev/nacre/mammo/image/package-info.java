/** Picture files to the numbers that a model takes: reading, resizing, standardising, augmenting. */
package dev.nacre.mammo.image;
