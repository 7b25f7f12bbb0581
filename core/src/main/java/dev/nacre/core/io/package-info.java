/**
 * Files: JSON, safetensors, and how a file's names and layouts become ours. PyTorch layouts exist only here.
 */
package dev.nacre.core.io;
