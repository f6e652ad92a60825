package dev.fargatepull.core.iam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern with {@code *} and {@code ?}: a set of strings. A plain string is the set of itself.
 *
 * <p>Both questions take time proportional to the product of the two lengths, whatever the wildcards. Since one side is
 * an ARN, whose length AWS limits, that is linear in the policy.
 */
final class Glob {

    static final int ONE = -1;
    static final int MANY = -2;
    static final Glob ANY = new Glob(new int[] {MANY});

    private final int[] tokens;

    private Glob(int[] tokens) {
        this.tokens = tokens;
    }

    /** A set of strings, written with wildcards. */
    static Glob pattern(String text) {
        return new Builder().pattern(text).build();
    }

    /** One string. */
    static Glob literal(String text) {
        return new Builder().literal(text).build();
    }

    /** Puts a pattern together from text and wildcards. */
    static final class Builder {

        private int[] tokens = new int[16];
        private int length;

        Builder literal(String text) {
            text.codePoints().forEach(this::add);
            return this;
        }

        Builder pattern(String text) {
            text.codePoints().forEach(character -> add(character == '*' ? MANY : character == '?' ? ONE : character));
            return this;
        }

        Builder anything() {
            add(MANY);
            return this;
        }

        private void add(int token) {
            if (length == tokens.length) {
                tokens = Arrays.copyOf(tokens, 2 * length);
            }
            tokens[length++] = token;
        }

        Glob build() {
            return new Glob(Arrays.copyOf(tokens, length));
        }
    }

    boolean isLiteral() {
        return !hasWildcard(0, tokens.length);
    }

    private boolean hasWildcard(int from, int to) {
        for (int i = from; i < to; i++) {
            if (tokens[i] < 0) {
                return true;
            }
        }
        return false;
    }

    boolean isAnything() {
        return equals(ANY);
    }

    boolean isOnlyWildcards() {
        return tokens.length > 0 && Arrays.stream(tokens).allMatch(token -> token < 0);
    }

    /** Whether its only wildcard is a {@code *} at the end. */
    boolean isPrefix() {
        return tokens.length > 0 && tokens[tokens.length - 1] == MANY && !hasWildcard(0, tokens.length - 1);
    }

    /** Whether so many of its first characters are given, or all it has. */
    boolean startsLiterally(int length) {
        return !hasWildcard(0, Math.min(length, tokens.length));
    }

    int indexOfFirst(int character, int otherCharacter) {
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] == character || tokens[i] == otherCharacter) {
                return i;
            }
        }
        return -1;
    }

    Glob inLowerCase() {
        int[] lower = tokens.clone();
        for (int i = 0; i < lower.length; i++) {
            lower[i] = lower[i] < 0 ? lower[i] : Character.toLowerCase(lower[i]);
        }
        return new Glob(lower);
    }

    /** The parts between colons; the last of at most so many parts holds the rest. */
    List<Glob> split(int limit) {
        List<Glob> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < tokens.length && parts.size() < limit - 1; i++) {
            if (tokens[i] == ':') {
                parts.add(new Glob(Arrays.copyOfRange(tokens, from, i)));
                from = i + 1;
            }
        }
        parts.add(new Glob(Arrays.copyOfRange(tokens, from, tokens.length)));
        return parts;
    }

    /** Whether all strings of the other are its own, or none is. */
    Truth matches(Glob other) {
        if (covers(other)) {
            return Truth.YES;
        }
        // Of a string that is not its own there is nothing more to ask.
        return !other.isLiteral() && meets(other) ? Truth.UNKNOWN : Truth.NO;
    }

    /**
     * Whether each string of the other is certain to be its own.
     *
     * <p>The other's wildcards are taken for characters that only a wildcard as wide can stand for, which may miss a
     * yes but never claims one.
     */
    boolean covers(Glob other) {
        int mine = 0;
        int theirs = 0;
        int lastMany = -1;
        int resumeAt = 0;
        while (theirs < other.tokens.length) {
            if (mine < tokens.length && tokens[mine] == MANY) {
                lastMany = mine++;
                resumeAt = theirs;
            } else if (mine < tokens.length && standsFor(tokens[mine], other.tokens[theirs])) {
                mine++;
                theirs++;
            } else if (lastMany >= 0) {
                mine = lastMany + 1;
                theirs = ++resumeAt;
            } else {
                return false;
            }
        }
        while (mine < tokens.length && tokens[mine] == MANY) {
            mine++;
        }
        return mine == tokens.length;
    }

    private static boolean standsFor(int token, int other) {
        return token == ONE ? other != MANY : token == other;
    }

    /** Whether the two have a string in common. */
    boolean meets(Glob other) {
        int width = other.tokens.length + 1;
        // reachable[j]: a common string can begin with what has been read here, and the first j tokens there.
        boolean[] reachable = new boolean[width];
        reachable[0] = true;
        for (int j = 1; j < width && other.tokens[j - 1] == MANY; j++) {
            reachable[j] = true;
        }
        for (int token : tokens) {
            boolean[] next = new boolean[width];
            next[0] = token == MANY && reachable[0];
            for (int j = 1; j < width; j++) {
                int opposite = other.tokens[j - 1];
                if (token == MANY || opposite == MANY) {
                    next[j] = reachable[j] || next[j - 1];
                } else {
                    next[j] = reachable[j - 1] && (token == ONE || opposite == ONE || token == opposite);
                }
            }
            reachable = next;
        }
        return reachable[width - 1];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Glob that && Arrays.equals(tokens, that.tokens);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(tokens);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int token : tokens) {
            text.appendCodePoint(token == MANY ? '*' : token == ONE ? '?' : token);
        }
        return text.toString();
    }
}
