/** How a model is held against the truth and against scores that need no learning. Research use, not for diagnosis. */
package dev.nacre.mammo.eval;
