package dev.fargatepull.core.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GlobTest {

    private static final Map<String, Pattern> REGEXES = new ConcurrentHashMap<>();

    @Test
    void answers_agree_with_the_strings_that_two_patterns_stand_for() {
        Random random = new Random(20261125);
        List<String> strings = strings("ab", 6);
        int missed = 0;
        for (int i = 0; i < 40_000; i++) {
            String mine = word(random, "ab?*", 4);
            String theirs = word(random, "ab?*", 3);
            Pattern mineAsRegex = regex(mine);
            Pattern theirsAsRegex = regex(theirs);
            boolean all = true;
            boolean some = false;
            for (String string : strings) {
                if (theirsAsRegex.matcher(string).matches()) {
                    boolean matches = mineAsRegex.matcher(string).matches();
                    all &= matches;
                    some |= matches;
                }
            }
            Glob glob = Glob.pattern(mine);
            Glob other = Glob.pattern(theirs);
            assertThat(glob.meets(other)).as("%s meets %s", mine, theirs).isEqualTo(some);
            if (glob.covers(other)) {
                assertThat(all).as("%s covers %s", mine, theirs).isTrue();
            } else if (all) {
                missed++;
            }
        }
        assertThat(missed)
                .as("patterns that cover another without its being seen")
                .isLessThan(2_000);
    }

    @Test
    void a_plain_string_is_matched_or_not_and_never_unknown() {
        Random random = new Random(7);
        for (int i = 0; i < 40_000; i++) {
            String pattern = word(random, "ab?*", 7);
            String string = word(random, "ab", 7);
            assertThat(Glob.pattern(pattern).matches(Glob.literal(string)))
                    .as("%s against %s", pattern, string)
                    .isEqualTo(Truth.of(regex(pattern).matcher(string).matches()));
        }
    }

    /** Trying every way to spread the text over the wildcards would take longer than the universe lasts. */
    @Test
    void a_policy_full_of_wildcards_is_decided_all_the_same() {
        Glob pattern = Glob.pattern("*a".repeat(10_000) + "*b");
        Glob text = Glob.literal("a".repeat(2_000));
        assertThat(pattern.covers(text)).isFalse();
        assertThat(pattern.meets(text)).isFalse();
        assertThat(Glob.pattern("*a".repeat(900) + "*").covers(text)).isTrue();
    }

    @Test
    void characters_outside_the_basic_plane_are_one_character() {
        assertThat(Glob.pattern("?").covers(Glob.literal("🐳"))).isTrue();
    }

    static List<String> strings(String alphabet, int longest) {
        List<String> strings = new ArrayList<>(List.of(""));
        for (int i = 0; i < strings.size(); i++) {
            String string = strings.get(i);
            if (string.length() < longest) {
                alphabet.chars().forEach(letter -> strings.add(string + (char) letter));
            }
        }
        return strings;
    }

    static String word(Random random, String alphabet, int longest) {
        StringBuilder word = new StringBuilder();
        int length = random.nextInt(longest + 1);
        for (int i = 0; i < length; i++) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }

    static Pattern regex(String glob) {
        return REGEXES.computeIfAbsent(glob, GlobTest::compile);
    }

    private static Pattern compile(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            String letter = glob.substring(i, i + 1);
            regex.append(letter.equals("*") ? ".*" : letter.equals("?") ? "." : Pattern.quote(letter));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
