/** From files of any kind to prepared pictures: reading by content, keeping, whole folders, a store for training. */
package dev.nacre.mammo.prepare;
