/** How good predictions are, and how sure one may be of it. */
package dev.nacre.nn.metric;
