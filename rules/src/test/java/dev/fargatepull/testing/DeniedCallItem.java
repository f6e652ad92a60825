package dev.fargatepull.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code FargatePull::Evidence::DeniedCall}, which whoever collects evidence writes. */
public final class DeniedCallItem extends Item<DeniedCallItem> {

    private final String action;
    private Optional<String> resource = Optional.empty();

    DeniedCallItem(String action) {
        super("FargatePull::Evidence::DeniedCall");
        this.action = action;
    }

    /** It was denied for this resource, and perhaps for no other. */
    public DeniedCallItem on(String resourceAskedFor) {
        resource = Optional.of(resourceAskedFor);
        return this;
    }

    @Override
    DeniedCallItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return resource.map(asked -> action + " " + asked).orElse(action);
    }

    @Override
    Map<String, Object> configuration() {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("action", action);
        resource.ifPresent(asked -> configuration.put("resource", asked));
        return configuration;
    }
}
