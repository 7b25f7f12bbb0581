/** Fine-tuning: a picture encoder and one linear layer, trained together on labels. */
package dev.nacre.mammo.task.finetune;
