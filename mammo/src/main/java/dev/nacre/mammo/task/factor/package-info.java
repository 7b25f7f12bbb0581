/**
 * Mammo-FActOR (specification of Mammo-CLIP, §5.5): where in a picture an attribute is, learned from labels of whole
 * pictures alone. The channels of a map that the frozen picture encoder makes are the regions among which the sentences
 * of an attribute choose.
 */
package dev.nacre.mammo.task.factor;
