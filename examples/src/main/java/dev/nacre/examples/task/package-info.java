/** The commands of Mammo-CLIP's tasks: each judges a model on a labelled set and writes one folder. */
package dev.nacre.examples.task;
