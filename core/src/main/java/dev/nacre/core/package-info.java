/** Tensors, their shapes, memory and gradients, random keys, devices: what a user of the engine writes with. */
package dev.nacre.core;
