/**
 * What the coarse-to-fine model is trained on: each part of its loss as a function of tensors, in a file of its own,
 * after the sections of the model's specification that its documentation names; the weights of the parts, and how they
 * change in the course of a training.
 */
package dev.nacre.mammo.finealign.loss;
