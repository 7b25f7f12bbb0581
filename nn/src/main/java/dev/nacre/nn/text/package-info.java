/** Texts to token ids: BERT's WordPiece, its vocabulary files, and a trainer of small vocabularies. */
package dev.nacre.nn.text;
