/** Published sets of mammograms, and a plain one of one's own, read into one record for each picture. */
package dev.nacre.mammo.data.sets;
