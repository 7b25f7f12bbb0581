/** What reports say about phantoms, from the truth alone, in words that vary. */
package dev.nacre.mammo.phantom.wording;
