/**
 * Pictures of breasts as numbers: files of several formats to grey levels, resizing, filters, masks, warps, recipes
 * with the way back to the original's pixels, random changes for training, and a look for what is wrong with a picture.
 */
package dev.nacre.mammo.image;
