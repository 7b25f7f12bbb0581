/** Event files that TensorBoard shows. */
package dev.nacre.nn.train.tensorboard;
