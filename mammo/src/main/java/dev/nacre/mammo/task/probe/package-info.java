/** Linear probes: how much of a label a picture encoder's features tell, the encoder left as it is. */
package dev.nacre.mammo.task.probe;
