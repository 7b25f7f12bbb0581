/**
 * How an invented breast becomes a mammogram: it is compressed, X-rays pass through it, a detector counts what is left,
 * and the counts are processed for presentation.
 */
package dev.nacre.mammo.phantom.xray;
