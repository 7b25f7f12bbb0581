/**
 * Nacre beside PyTorch: two processes answer the same questions in turns, {@link dev.nacre.bench.peers.OurSide} and a
 * Python script; {@link dev.nacre.bench.peers.PeersBench} asks, and prints what either took.
 */
package dev.nacre.bench.peers;
