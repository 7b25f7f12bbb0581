/** What the tasks on single pictures have in common: which labels are asked for, and what is known of each picture. */
package dev.nacre.mammo.task;
