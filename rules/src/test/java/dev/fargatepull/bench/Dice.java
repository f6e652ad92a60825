package dev.fargatepull.bench;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Seeded chance: the ids, names, numbers and choices of which a generated organization is made. */
final class Dice {

    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final List<String> WORDS = List.of(
            "orders", "billing", "search", "basket", "ledger", "pricing", "catalog", "shipping", "identity", "reports");
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
    private static final long MILLIS_PER_YEAR = 365L * 24 * 3600 * 1000;

    private final RandomGenerator random;

    Dice(RandomGenerator random) {
        this.random = random;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Seventeen hexadecimal digits, as behind the prefix of an EC2 id. */
    String hex() {
        char[] digits = new char[17];
        digits[0] = '0';
        long bits = random.nextLong();
        for (int i = 1; i < digits.length; i++) {
            digits[i] = HEX[(int) (bits & 15)];
            bits >>>= 4;
        }
        return new String(digits);
    }

    Instant time() {
        return EPOCH.plusMillis(random.nextLong(MILLIS_PER_YEAR));
    }

    /** Fills a hole of a template: with one of the given values, or with a chance one of the kind its name says. */
    String fill(String hole, Map<String, String> given) {
        String value = given.get(hole);
        if (value != null) {
            return value;
        }
        return switch (hole) {
            case "hex" -> hex();
            case "number" -> Integer.toString(below(100_000));
            case "octet" -> Integer.toString(below(256));
            case "port" -> Integer.toString(1024 + below(60_000));
            case "time" -> time().toString();
            case "millis" -> Long.toString(time().toEpochMilli());
            case "uuid" -> "%s-%s".formatted(hex().substring(1, 9), hex().substring(1, 13));
            case "word" -> oneOf(WORDS);
            default -> throw new IllegalArgumentException("nothing fills ${" + hole + "}");
        };
    }
}
