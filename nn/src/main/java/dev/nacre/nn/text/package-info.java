/** Texts to token ids: BERT's WordPiece and a trainer of small ones, and the tokenizers that others have published. */
package dev.nacre.nn.text;
