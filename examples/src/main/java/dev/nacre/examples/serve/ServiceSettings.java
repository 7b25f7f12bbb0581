package dev.nacre.examples.serve;

import dev.nacre.nn.InputException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What a service listens to, and how much it lets in.
 *
 * @param address      to listen on; port 0 takes a free one
 * @param mostRequests requests that are worked on or wait at a time; further ones are told to come back
 * @param mostBody     bytes of the largest body
 * @param bodies       bytes of all bodies that are in memory at a time
 * @param grace        how long running requests may take to end when the service stops
 * @param ownWeights   whether whoever starts it says that the weights are their own, not the published ones whose
 *                     licence the file carries
 */
public record ServiceSettings(InetSocketAddress address, int mostRequests, long mostBody, long bodies,
        Duration grace, boolean ownWeights) {
    public ServiceSettings {
        if (mostRequests < 1 || mostBody < 1 || mostBody > Integer.MAX_VALUE - 8 || bodies / 2 < mostBody) {
            throw new InputException("a service of " + mostRequests + " requests with bodies of " + mostBody
                    + " bytes, " + bodies + " together, cannot work: give at least 1 request, and bodies of 1 byte to"
                    + " 2 GiB of which two fit into a quarter of the heap (-Xmx)");
        }
    }
}
