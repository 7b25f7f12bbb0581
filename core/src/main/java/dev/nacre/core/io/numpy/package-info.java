/** NumPy's files of arrays: {@code .npy} and {@code .npz}. Arrays of Python objects are never unpickled. */
package dev.nacre.core.io.numpy;
