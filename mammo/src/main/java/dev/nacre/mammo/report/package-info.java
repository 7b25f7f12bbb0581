/**
 * Reports of mammograms: sections, sentences, cleaning, what a sentence says, and sentences made of findings. All here
 * takes time in proportion to the text's length, keeps no state, and never puts a report's text into a message.
 */
package dev.nacre.mammo.report;
