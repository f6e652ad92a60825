package dev.fargatepull.docs;

import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Templates as trees, and as the YAML that people read. */
final class Yaml {

    private Yaml() {}

    /** Writes a tree. */
    static String write(Map<String, Object> tree) {
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setSplitLines(false)
                        .setDereferenceAliases(true)
                        .build())
                .dumpToString(tree);
    }

    /** A template is read by people too, so its keys are written in the order given here. */
    @SafeVarargs
    static Map<String, Object> inOrder(Map.Entry<String, ?>... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Map.Entry<String, ?> entry : entries) {
            map.put(entry.getKey(), entry.getValue());
        }
        return map;
    }
}
