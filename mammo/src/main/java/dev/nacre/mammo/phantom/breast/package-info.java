/**
 * What there is in an invented breast, in three dimensions and in millimetres: its form, its lesions, and all else that
 * is bright in a mammogram. Nothing here knows of pictures.
 */
package dev.nacre.mammo.phantom.breast;
