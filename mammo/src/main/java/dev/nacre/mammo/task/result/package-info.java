/** The folder that every task leaves behind: figures, predictions and a page that shows them. */
package dev.nacre.mammo.task.result;
