package dev.fargatepull.items;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.inventory.ConfigurationItem;
import dev.fargatepull.json.Json;
import dev.fargatepull.json.JsonError;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Reads configuration items in every form AWS Config hands them out, plain or gzip:
 *
 * <ul>
 *   <li>delivered snapshots and history files, and answers of {@code GetResourceConfigHistory}:
 *       {@code {"configurationItems": […]}};
 *   <li>answers of {@code BatchGetResourceConfig}: {@code {"baseConfigurationItems": […]}};
 *   <li>answers of {@code SelectResourceConfig}, whose rows are JSON in strings: {@code {"Results": ["…"]}};
 *   <li>the event of a rule's function, and the notification inside it: {@code {"configurationItem": {…}}};
 *   <li>a single item, an array of items, or several of all these after one another.
 * </ul>
 *
 * <p>Files are streamed. Items of types the rules have no use for are passed over, as are keys nobody asks for.
 */
public final class ItemReader {

    private static final Set<String> LISTS =
            Set.of("configurationItems", "baseConfigurationItems", "BaseConfigurationItems");
    private static final Set<String> SINGLES = Set.of("configurationItem", "ConfigurationItem");

    /** What stands in place of an item that is too large for an event. */
    private static final String SUMMARY = "configurationItemSummary";

    private static final Set<String> NEVER_ASKED_FOR = Set.of("relationships", "relatedEvents", "tags");

    private static final int GZIP_MAGIC = 0x1f8b;

    private final Set<ResourceType> types;
    private final Consumer<ConfigurationItem> sink;
    private final Runnable onEveryItem;
    private final ItemMapper mapper = new ItemMapper();

    /** A reader that hands on all items that some rule has use for. */
    public ItemReader(Consumer<ConfigurationItem> sink, Runnable onEveryItem) {
        this(EnumSet.allOf(ResourceType.class), sink, onEveryItem);
    }

    /**
     * A reader that hands on what it reads.
     *
     * @param types the types wanted
     * @param sink takes the items of these types that rules have use for
     * @param onEveryItem is run for each item, of whatever type
     */
    public ItemReader(Set<ResourceType> types, Consumer<ConfigurationItem> sink, Runnable onEveryItem) {
        this.types = types;
        this.sink = sink;
        this.onEveryItem = onEveryItem;
    }

    /**
     * Reads one file.
     *
     * @param name what to call it in errors
     * @param input its bytes; closed in the end
     * @throws MalformedInputException if it is not in one of the forms
     */
    public void read(String name, InputStream input) throws MalformedInputException {
        try (RetainedInput retained = new RetainedInput(new ReadAhead(inflate(input)));
                JsonParser parser = Json.scanner(retained);
                WorkInOrder mapping = new WorkInOrder()) {
            new FileReading(name, retained, parser, mapping).run();
        } catch (JsonProcessingException malformed) {
            throw new MalformedInputException("%s: %s".formatted(name, JsonError.describe(malformed)), malformed);
        } catch (EOFException cutOff) {
            throw new MalformedInputException("%s: cannot be read: it ends too early".formatted(name), cutOff);
        } catch (IOException unreadable) {
            throw new MalformedInputException(
                    "%s: cannot be read: %s".formatted(name, unreadable.getMessage()), unreadable);
        }
    }

    /**
     * Reads one row of an advanced query, which is an item as JSON text.
     *
     * @param name what to call it in errors
     * @throws MalformedInputException if it is not an item
     */
    public void readRow(String name, String row) throws MalformedInputException {
        onEveryItem.run();
        readText(name, row);
    }

    private static InputStream inflate(InputStream input) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(input, 1 << 16);
        buffered.mark(2);
        int magic = buffered.read() << 8 | buffered.read();
        buffered.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }

    /** A kind of JSON value in plain words. */
    static String kindOf(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "nothing";
        };
    }

    private void readText(String where, String json) throws MalformedInputException {
        JsonNode tree = tree(where, json);
        if (!(tree instanceof ObjectNode item)) {
            throw new MalformedInputException(
                    "%s: expected an item, found %s".formatted(where, kindOf(tree.asToken())));
        }
        readTree(where, item);
    }

    private static JsonNode tree(String where, String json) throws MalformedInputException {
        try {
            return Json.read(json);
        } catch (JsonProcessingException malformed) {
            throw new MalformedInputException(
                    "%s: not valid JSON: %s".formatted(where, JsonError.reason(malformed)), malformed);
        }
    }

    private void readTree(String where, ObjectNode item) throws MalformedInputException {
        Optional<ConfigurationItem> mapped = mapper.map(where, item);
        mapped.filter(known -> types.contains(known.type())).ifPresent(sink);
    }

    /** The reading of one file. */
    private final class FileReading {

        private final String name;
        private final RetainedInput retained;
        private final JsonParser parser;
        private final WorkInOrder mapping;
        private int items;

        FileReading(String name, RetainedInput retained, JsonParser parser, WorkInOrder mapping) {
            this.name = name;
            this.retained = retained;
            this.parser = parser;
            this.mapping = mapping;
        }

        void run() throws IOException, MalformedInputException {
            try {
                scan();
            } catch (StreamConstraintsException tooMuch) {
                mapping.finish();
                // Jackson does not say where a limit was passed.
                throw new StreamConstraintsException(tooMuch.getOriginalMessage(), parser.currentLocation());
            } catch (IOException | MalformedInputException malformed) {
                // An item before it may be malformed as well; the first one is reported.
                mapping.finish();
                throw malformed;
            }
            mapping.finish();
        }

        private void scan() throws IOException, MalformedInputException {
            if (parser.nextToken() == null) {
                throw new MalformedInputException("%s: is empty".formatted(name));
            }
            while (parser.currentToken() != null) {
                switch (parser.currentToken()) {
                    case START_OBJECT -> document();
                    case START_ARRAY -> list();
                    default -> throw noItems();
                }
                parser.nextToken();
            }
        }

        /** An object at the top: something that holds items, or an item itself. */
        private void document() throws IOException, MalformedInputException {
            long start = tokenStart();
            boolean holdsItems = false;
            boolean isItem = false;
            Set<String> fields = new HashSet<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                if (!fields.add(field)) {
                    throw new MalformedInputException("%s: %s is there twice".formatted(name, field));
                }
                JsonToken value = parser.nextToken();
                if (LISTS.contains(field) && value == JsonToken.START_ARRAY) {
                    holdsItems = true;
                    list();
                } else if (SINGLES.contains(field) && value == JsonToken.START_OBJECT) {
                    holdsItems = true;
                    item();
                } else if (field.equals(SUMMARY) && value == JsonToken.START_OBJECT) {
                    throw leftOut(Json.value(parser));
                } else if (field.equals("Results") && value == JsonToken.START_ARRAY) {
                    holdsItems = true;
                    rows();
                } else if (field.equals("invokingEvent") && value == JsonToken.VALUE_STRING) {
                    holdsItems = true;
                    notification(parser.getText());
                } else {
                    isItem |= field.equals("resourceType");
                    parser.skipChildren();
                }
            }
            if (!holdsItems && !isItem) {
                throw noItems();
            }
            if (!holdsItems) {
                mapRetained(start);
            }
            retained.keepFrom(tokenEnd());
        }

        private void list() throws IOException, MalformedInputException {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    throw new MalformedInputException(
                            "%s: expected an item, found %s".formatted(here(), kindOf(parser.currentToken())));
                }
                item();
            }
        }

        private void item() throws IOException, MalformedInputException {
            long start = tokenStart();
            retained.keepFrom(start);
            String type = "";
            String interfaceType = "";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING && field.equals("resourceType")) {
                    if (!type.isEmpty()) {
                        throw new MalformedInputException("%s: resourceType is there twice".formatted(here()));
                    }
                    type = parser.getText();
                } else if (value == JsonToken.START_OBJECT && field.equals("configuration")) {
                    interfaceType = interfaceTypeIn();
                }
                parser.skipChildren();
            }
            if (type.isEmpty() || isWanted(type, interfaceType)) {
                mapRetained(start);
            } else {
                countItem();
            }
            retained.keepFrom(tokenEnd());
        }

        /** Goes through a configuration to its end, and tells what kind of network interface it is of, if of any. */
        private String interfaceTypeIn() throws IOException {
            String found = "";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isInterfaceType = parser.currentName().equals("interfaceType");
                if (parser.nextToken() == JsonToken.VALUE_STRING && isInterfaceType) {
                    found = parser.getText();
                }
                parser.skipChildren();
            }
            return found;
        }

        /**
         * Whether the item is worth a second look. Network interfaces are the most numerous items there are, and but
         * for those of endpoints none has a say.
         */
        private boolean isWanted(String typeName, String interfaceType) {
            Optional<ResourceType> type = ResourceType.of(typeName).filter(types::contains);
            return type.isPresent()
                    && (type.get() != ResourceType.EC2_NETWORK_INTERFACE
                            || interfaceType.isEmpty()
                            || interfaceType.equals(ResourceMappers.ENDPOINT_INTERFACE));
        }

        private void mapRetained(long start) throws MalformedInputException, InterruptedIOException {
            byte[] bytes = retained.slice(start, tokenEnd());
            String where = here();
            mapping.add(bytes.length, () -> map(where, bytes));
            countItem();
        }

        private void map(String where, byte[] bytes) throws MalformedInputException {
            ObjectNode item;
            try {
                item = itemIn(bytes);
            } catch (JsonProcessingException malformed) {
                throw new MalformedInputException(
                        "%s: not valid JSON: %s".formatted(where, JsonError.reason(malformed)), malformed);
            } catch (IOException impossible) {
                throw new IllegalStateException("bytes in memory could not be read", impossible);
            }
            readTree(where, item);
        }

        private void countItem() {
            items++;
            onEveryItem.run();
        }

        /** An item without the parts that nobody asks for and that are long: no tree is grown for them. */
        private ObjectNode itemIn(byte[] bytes) throws IOException {
            ObjectNode item = JsonNodeFactory.instance.objectNode();
            try (JsonParser part = Json.parser(bytes)) {
                part.nextToken();
                while (part.nextToken() == JsonToken.FIELD_NAME) {
                    String field = part.currentName();
                    part.nextToken();
                    if (NEVER_ASKED_FOR.contains(field)) {
                        part.skipChildren();
                    } else {
                        item.set(field, Json.value(part));
                    }
                }
            }
            return item;
        }

        private void rows() throws IOException, MalformedInputException {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.VALUE_STRING) {
                    throw new MalformedInputException("%s: expected a row as a string, found %s"
                            .formatted(here(), kindOf(parser.currentToken())));
                }
                String where = here();
                String row = parser.getText();
                mapping.add(row.length(), () -> readText(where, row));
                countItem();
                retained.keepFrom(tokenEnd());
            }
        }

        /** Reads the item of an event; those of schedules have none. */
        private void notification(String json) throws MalformedInputException, InterruptedIOException {
            JsonNode event = tree("%s: invokingEvent".formatted(name), json);
            if (event.path(SUMMARY).isObject()) {
                throw leftOut(event.path(SUMMARY));
            }
            if (event.path("configurationItem") instanceof ObjectNode object) {
                String where = here();
                mapping.add(json.length(), () -> readTree(where, object));
                countItem();
            }
        }

        /** Of items over 256 KB AWS Config sends a summary: what it leaves out would be missing without a word. */
        private MalformedInputException leftOut(JsonNode summary) {
            return new MalformedInputException(
                    "%s: is the summary of an oversized item, %s %s; read the item itself, from aws configservice get-resource-config-history"
                            .formatted(
                                    name,
                                    summary.path("resourceType").asText("of a type it does not tell"),
                                    summary.path("resourceId").asText("")));
        }

        private long tokenStart() throws MalformedInputException {
            long offset = parser.currentTokenLocation().getByteOffset();
            if (offset < 0) {
                // Jackson reads UTF-16 and UTF-32 too, but cannot say where in the bytes it is.
                throw new MalformedInputException("%s: is not UTF-8".formatted(name));
            }
            return offset;
        }

        private long tokenEnd() {
            return parser.currentLocation().getByteOffset();
        }

        private String here() {
            return name + ": item " + (items + 1);
        }

        private MalformedInputException noItems() {
            return new MalformedInputException(
                    ("%s: holds no configuration items; expected a snapshot, a history, an item, an event or an answer "
                                    + "of the AWS Config API")
                            .formatted(name));
        }
    }
}
