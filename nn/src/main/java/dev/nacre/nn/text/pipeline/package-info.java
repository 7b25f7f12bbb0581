/**
 * The steps from text to token ids that published tokenizers are made of, and how a {@code tokenizer.json} describes
 * them: {@link dev.nacre.nn.text.pipeline.Section} reads it strictly, one reader per role makes the parts, and
 * {@link dev.nacre.nn.text.pipeline.Pipeline} runs them.
 */
package dev.nacre.nn.text.pipeline;
