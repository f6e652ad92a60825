package dev.fargatepull.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Sentences that begin alike and differ at the end, put into one. */
final class JoinedSentences {

    /** Fewer words in common are no reason to read the ends together. */
    private static final int COMMON_WORDS = 4;

    /** Longer ends read better on lines of their own. */
    private static final int LONGEST_END = 4;

    private JoinedSentences() {}

    /**
     * One sentence if all can be put into one, as in {@code Add the endpoint a, the endpoint b and the endpoint c.},
     * else all of them.
     */
    static Collection<String> of(Collection<String> sentences) {
        List<List<String>> all = sentences.stream().map(JoinedSentences::words).toList();
        int common = common(all);
        boolean fit = all.size() > 1
                && common >= COMMON_WORDS
                && all.stream().allMatch(words -> words.size() > common + 1 && words.size() - common <= LONGEST_END);
        if (!fit) {
            return sentences;
        }
        List<String> ends = new ArrayList<>();
        for (List<String> words : all) {
            String end = String.join(" ", words.subList(common, words.size()));
            ends.add(end.replaceAll("\\.$", ""));
        }
        String last = ends.remove(ends.size() - 1);
        return List.of("%s %s and %s."
                .formatted(String.join(" ", all.get(0).subList(0, common)), String.join(", ", ends), last));
    }

    private static List<String> words(String sentence) {
        return Arrays.asList(sentence.split(" ", -1));
    }

    /** How many words all begin with; an article goes with what it stands before. */
    private static int common(List<List<String>> all) {
        List<String> first = all.get(0);
        int common = 0;
        while (common < first.size() && startsAlike(all, common)) {
            common++;
        }
        return common > 0 && first.get(common - 1).equals("the") ? common - 1 : common;
    }

    private static boolean startsAlike(List<List<String>> all, int index) {
        return all.stream()
                        .flatMap(words -> words.size() > index ? Stream.of(words.get(index)) : Stream.of(""))
                        .distinct()
                        .count()
                == 1;
    }
}
