/**
 * Invented mammograms with known truth, written to a folder and read from it: women and their exams ({@code
 * population}), what there is in their breasts ({@code breast}), how pictures of them come about ({@code xray}), files
 * ({@code device}) and reports ({@code wording}).
 */
package dev.nacre.mammo.phantom;
