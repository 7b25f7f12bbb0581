/**
 * What a score of pictures is worth: questions that labels answer, pictures gathered to breasts and patients, and
 * figures with intervals that draw whole patients.
 */
package dev.nacre.mammo.eval.cases;
