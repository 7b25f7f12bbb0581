/**
 * Finds CUDA on this machine and brings JCuda up, or says what is missing and what to do. Nothing in this package
 * mentions a class of JCuda: their static initialisers throw once and are broken for ever, so the probe answers first.
 */
package dev.nacre.kernels.cuda.loader;
