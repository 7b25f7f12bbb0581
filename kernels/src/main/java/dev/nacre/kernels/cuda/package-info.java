/** Tensors on a GPU: the backend of devices {@code cuda}, {@code cuda:1}, … */
package dev.nacre.kernels.cuda;
