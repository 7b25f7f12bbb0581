package dev.nacre.nn.text.pipeline;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/** Finds {@link AddedToken}s in a text: from left to right, at each place the longest. */
final class AddedTokens {
    /** A letter further than the one above it; several tokens share their beginnings. */
    private static final class Node {
        private final Map<Character, Node> next = new HashMap<>();
        private AddedToken token;
    }

    private final Node root = new Node();

    /**
     * @param written how the tokens' contents look in the texts that are searched, such as normalised as they are
     */
    AddedTokens(Collection<AddedToken> tokens, UnaryOperator<String> written) {
        for (AddedToken token : tokens) {
            Node node = root;
            for (char letter : written.apply(token.content()).toCharArray()) {
                node = node.next.computeIfAbsent(letter, any -> new Node());
            }
            node.token = token;
        }
        root.token = null;
    }

    /** Hands over the texts between tokens, and the tokens' ids, in order. */
    void split(String text, Consumer<String> between, IntConsumer ids) {
        int done = 0;
        int at = 0;
        while (at < text.length()) {
            int end = endOfLongest(text, at);
            if (end == at) {
                at++;
                continue;
            }
            AddedToken token = tokenAt(text, at, end);
            if (token.fits(text, at, end)) {
                int start = token.start(text, at, done);
                if (done < start) {
                    between.accept(text.substring(done, start));
                }
                ids.accept(token.id());
                done = token.end(text, end);
            }
            at = end;
        }
        if (done < text.length()) {
            between.accept(done == 0 ? text : text.substring(done));
        }
    }

    private int endOfLongest(String text, int from) {
        int end = from;
        Node node = root.next.get(text.charAt(from));
        for (int at = from + 1; node != null; at++) {
            end = node.token == null ? end : at;
            node = at < text.length() ? node.next.get(text.charAt(at)) : null;
        }
        return end;
    }

    private AddedToken tokenAt(String text, int from, int to) {
        Node node = root;
        for (int at = from; at < to; at++) {
            node = node.next.get(text.charAt(at));
        }
        return node.token;
    }
}
