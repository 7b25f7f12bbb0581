/** Where an application begins: a trained model for many threads. */
package dev.nacre.mammo;
