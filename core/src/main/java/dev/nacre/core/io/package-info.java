/**
 * Files: checkpoints of every format that is read, JSON, and how a file's names and layouts become ours.
 */
package dev.nacre.core.io;
