package dev.fargatepull.core.iam;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The condition keys of a request; keys nobody speaks of are unknown. */
public final class RequestContext {

    private final Map<String, KeyState> keys;
    private final Map<String, KeyState> families;

    private RequestContext(Map<String, KeyState> keys, Map<String, KeyState> families) {
        this.keys = keys;
        this.families = families;
    }

    /** A context of which nothing is known. */
    public static RequestContext unknown() {
        return new RequestContext(Map.of(), Map.of());
    }

    /** The same, with one more key; its name's case does not matter. */
    public RequestContext with(String key, KeyState state) {
        Map<String, KeyState> more = new HashMap<>(keys);
        more.put(key.toLowerCase(Locale.ROOT), state);
        return new RequestContext(more, families);
    }

    /**
     * The same, with a state for all keys of a family, as in {@code aws:ResourceTag}, that are not named themselves.
     */
    public RequestContext withAll(String family, KeyState state) {
        Map<String, KeyState> more = new HashMap<>(families);
        more.put(family.toLowerCase(Locale.ROOT), state);
        return new RequestContext(keys, more);
    }

    /** The same, with one more key that has one value. */
    public RequestContext with(String key, String value) {
        return with(key, KeyState.known(value));
    }

    /** What is known of a key. */
    public KeyState state(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        int slash = name.indexOf('/');
        KeyState ofFamily =
                slash < 0 ? KeyState.UNKNOWN : families.getOrDefault(name.substring(0, slash), KeyState.UNKNOWN);
        return keys.getOrDefault(name, ofFamily);
    }
}
