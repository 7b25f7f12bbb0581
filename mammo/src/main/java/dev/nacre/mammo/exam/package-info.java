/** Exams of up to four pictures with a report: what is known of them, and their pictures as networks see them. */
package dev.nacre.mammo.exam;
