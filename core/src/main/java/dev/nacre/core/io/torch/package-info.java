/** What PyTorch saves: where its storages lie in a file, and which calls in its pickles stand for tensors. */
package dev.nacre.core.io.torch;
