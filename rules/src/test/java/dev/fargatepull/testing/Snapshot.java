package dev.fargatepull.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Items as one configuration snapshot. */
public final class Snapshot {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final List<Item<?>> items;

    private Snapshot(List<Item<?>> items) {
        this.items = items;
    }

    /** A snapshot of these items, in this order. */
    public static Snapshot of(Item<?>... items) {
        return new Snapshot(List.of(items));
    }

    /** A snapshot of these items, in this order. */
    public static Snapshot of(Collection<? extends Item<?>> items) {
        return new Snapshot(List.copyOf(items));
    }

    /** The file AWS Config would deliver. */
    public String json() {
        ObjectNode file = MAPPER.createObjectNode().put("fileVersion", "1.0").put("configSnapshotId", "snapshot-1");
        ArrayNode list = file.putArray("configurationItems");
        items.forEach(item -> list.addAll(item.json()));
        try {
            return MAPPER.writeValueAsString(file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The same in UTF-8. */
    public byte[] bytes() {
        return json().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the file. */
    public void writeTo(Path file) throws IOException {
        Files.writeString(file, json() + "\n");
    }
}
