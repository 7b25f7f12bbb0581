/** Tables of breasts with pictures and report sections, and what is drawn from their rows. */
package dev.nacre.mammo.data;
