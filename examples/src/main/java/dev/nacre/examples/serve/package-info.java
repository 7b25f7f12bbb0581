/** An example of a service: a mammogram over HTTP in, JSON out, on the JDK's own server. */
package dev.nacre.examples.serve;
