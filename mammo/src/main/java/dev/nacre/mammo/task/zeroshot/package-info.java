/** Zero-shot: classes of pictures by sentences alone, and pictures and sentences that find one another. */
package dev.nacre.mammo.task.zeroshot;
