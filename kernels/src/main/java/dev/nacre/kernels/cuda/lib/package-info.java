/** NVIDIA's libraries that are called beside the driver. */
package dev.nacre.kernels.cuda.lib;
