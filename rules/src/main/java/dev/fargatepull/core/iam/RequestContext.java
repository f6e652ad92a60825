package dev.fargatepull.core.iam;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The condition keys of a request; keys nobody speaks of are unknown. */
public final class RequestContext {

    private final Map<String, KeyState> keys;

    private RequestContext(Map<String, KeyState> keys) {
        this.keys = keys;
    }

    /** A context of which nothing is known. */
    public static RequestContext unknown() {
        return new RequestContext(Map.of());
    }

    /** The same, with one more key; its name's case does not matter. */
    public RequestContext with(String key, KeyState state) {
        Map<String, KeyState> more = new HashMap<>(keys);
        more.put(key.toLowerCase(Locale.ROOT), state);
        return new RequestContext(more);
    }

    /** The same, with one more key that has one value. */
    public RequestContext with(String key, String value) {
        return with(key, KeyState.known(value));
    }

    /** What is known of a key. */
    public KeyState state(String key) {
        return keys.getOrDefault(key.toLowerCase(Locale.ROOT), KeyState.UNKNOWN);
    }
}
