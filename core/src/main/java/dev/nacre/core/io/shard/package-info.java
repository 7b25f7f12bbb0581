/** Checkpoints in several files, with an index that says which tensor is in which. */
package dev.nacre.core.io.shard;
