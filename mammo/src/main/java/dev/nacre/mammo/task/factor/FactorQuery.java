package dev.nacre.mammo.task.factor;

/**
 * What is asked of pictures. Arrays are not copied.
 *
 * @param text name of an attribute, or a sentence
 * @param vector in the space of sentences, of length 1
 * @param networks how much each attribute's network is listened to, summing to 1
 * @param nearness the highest cosine of the vector with an attribute's; 1 for an attribute itself. The lower it is, the
 *     less the map of a sentence is worth
 */
public record FactorQuery(String text, float[] vector, double[] networks, double nearness) {
}
