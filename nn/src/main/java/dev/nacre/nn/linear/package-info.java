/** Linear classifiers of given features, fitted to the end: logistic and softmax regression, and their penalty. */
package dev.nacre.nn.linear;
