package dev.nacre.nn.text.pipeline;

/**
 * Remembers how frequent words are spelled. Each word has one place, which a newer word of the same place takes over,
 * so that memory is bounded; threads share it without locks, since an entry never changes.
 */
final class WordCache implements SubwordModel {
    private static final int PLACES = 1 << 14;
    private static final int LONGEST_WORD = 48;

    private record Entry(String word, int[] ids) { }

    private final SubwordModel model;
    private final Entry[] entries = new Entry[PLACES];

    WordCache(SubwordModel model) {
        this.model = model;
    }

    @Override
    public void spell(String word, Ids ids) {
        if (word.length() > LONGEST_WORD) {
            model.spell(word, ids);
            return;
        }
        int hash = word.hashCode();
        int place = (hash ^ hash >>> 15) & PLACES - 1;
        Entry entry = entries[place];
        if (entry != null && entry.word.equals(word)) {
            ids.addAll(entry.ids);
        } else {
            int before = ids.size();
            model.spell(word, ids);
            entries[place] = new Entry(word, ids.range(before, ids.size()));
        }
    }
}
