package dev.nacre.nn.train;

import java.util.OptionalDouble;

/**
 * What one epoch did.
 *
 * @param last       report of its last step
 * @param meanLoss   mean loss of its steps
 * @param validation loss on held-out data after it, where there are such data
 * @param best       whether no earlier epoch had a smaller validation loss
 */
public record EpochReport(StepReport last, double meanLoss, OptionalDouble validation, boolean best) { }
