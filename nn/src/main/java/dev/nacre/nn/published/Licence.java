package dev.nacre.nn.published;

/**
 * Conditions that the publisher of a family's weights sets, in our words. The publisher's own text decides.
 *
 * @param id             by which it is recorded as shown
 * @param notice         what a user must know before going on; whole sentences
 * @param permitsServing whether the weights may answer other people's requests
 */
public record Licence(String id, String notice, boolean permitsServing) { }
