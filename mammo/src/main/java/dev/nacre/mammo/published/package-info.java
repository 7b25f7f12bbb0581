/** Every family of published weights that Nacre knows, those of mammography first. */
package dev.nacre.mammo.published;
