/** Data made ahead of its use. */
package dev.nacre.nn.data;
