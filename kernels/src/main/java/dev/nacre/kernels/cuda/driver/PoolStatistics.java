package dev.nacre.kernels.cuda.driver;

/**
 * What a pool of device memory did, in bytes.
 *
 * @param reserved    taken from the driver
 * @param inUse       held now
 * @param peak        held at the most
 * @param kept        idle, but kept for captured steps
 * @param largestIdle the largest piece that could be taken without asking the driver
 * @param blocks      how many blocks are held now
 * @param taken       how many were ever taken
 * @param fromDriver  how often the driver was asked
 */
public record PoolStatistics(long reserved, long inUse, long peak, long kept, long largestIdle, int blocks, long taken,
        long fromDriver) {
}
