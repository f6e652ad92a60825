package dev.fargatepull.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes JSON objects down key by key. */
public final class Json {

    private Json() {}

    /** An object of these keys and values in turn; an empty {@link Optional} leaves its key out. */
    public static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            Object value = keysAndValues[i + 1];
            if (value instanceof Optional<?> optional) {
                if (optional.isPresent()) {
                    object.put((String) keysAndValues[i], optional.get());
                }
            } else {
                object.put((String) keysAndValues[i], value);
            }
        }
        return object;
    }
}
