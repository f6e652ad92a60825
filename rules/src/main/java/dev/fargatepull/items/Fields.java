package dev.fargatepull.items;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.fargatepull.core.address.AddressSet;
import dev.fargatepull.core.iam.PolicyDocument;
import dev.fargatepull.json.Json;
import dev.fargatepull.json.JsonError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An object of an item, read field by field.
 *
 * <p>Names are found whether their first letter is large or small: items of older types write {@code subnetId}, those
 * shaped after CloudFormation {@code SubnetId}, and some exist in both forms. A field that is absent, null or an empty
 * list where an object belongs is empty; one of the wrong kind is an error that names it.
 */
final class Fields {

    private static final Pattern DIGITS = Pattern.compile("\\d{1,16}");

    /** What JSON carries exactly whoever wrote it (RFC 8259, section 6); sums of such numbers fit a {@code long}. */
    private static final long LARGEST_EXACT = 1L << 53;

    private static final int LONGEST_SHOWN = 40;

    private final JsonNode object;
    private final String where;
    private final String path;

    Fields(JsonNode object, String where, String path) {
        this.object = object;
        this.where = where;
        this.path = path;
    }

    /** A text that has to be there. */
    String require(String... names) throws MalformedInputException {
        for (String name : names) {
            Optional<String> text = text(name);
            if (text.isPresent()) {
                return text.get();
            }
        }
        throw new MalformedInputException("%s: %s is missing".formatted(where, path + names[0]));
    }

    Optional<String> text(String name) throws MalformedInputException {
        JsonNode value = get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw wrong(name, "a string", value);
        }
        return Optional.of(value.textValue());
    }

    /** A truth value; the AWS Config API writes those of {@code supplementaryConfiguration} as strings. */
    Optional<Boolean> flag(String name) throws MalformedInputException {
        JsonNode value = get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value.isBoolean() || value.asText().equals("true") || value.asText().equals("false")) {
            return Optional.of(value.asBoolean());
        }
        throw wrong(name, "true or false", value);
    }

    /** A whole number, not negative; as a string too, since some API answers write numbers so. */
    Optional<Long> number(String name) throws MalformedInputException {
        JsonNode value = get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value.isIntegralNumber() && value.canConvertToLong() && isExact(value.longValue())) {
            return Optional.of(value.longValue());
        }
        if (value.isTextual() && DIGITS.matcher(value.textValue()).matches()) {
            long number = Long.parseLong(value.textValue());
            if (isExact(number)) {
                return Optional.of(number);
            }
        }
        throw notNumber(name, "a whole number below 2^53", value);
    }

    private static boolean isExact(long number) {
        return number >= 0 && number < LARGEST_EXACT;
    }

    /** A whole number, which may be negative: rules for ICMP have {@code -1} where others have a port. */
    Optional<Integer> integer(String name) throws MalformedInputException {
        JsonNode value = get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw notNumber(name, "a whole number", value);
        }
        return Optional.of(value.intValue());
    }

    /** An IPv4 CIDR block. */
    Optional<AddressSet> ipv4Cidr(String name) throws MalformedInputException {
        return addresses(name, AddressSet::ipv4Cidr);
    }

    /** An IPv6 CIDR block. */
    Optional<AddressSet> ipv6Cidr(String name) throws MalformedInputException {
        return addresses(name, AddressSet::ipv6Cidr);
    }

    /** A CIDR block of either family. */
    Optional<AddressSet> cidr(String name) throws MalformedInputException {
        return addresses(name, AddressSet::cidr);
    }

    /** A list of IPv4 CIDR blocks, as one set. */
    AddressSet ipv4Cidrs(String name) throws MalformedInputException {
        AddressSet union = AddressSet.NONE;
        for (String text : texts(name)) {
            union = union.union(addresses(name, text, AddressSet::ipv4Cidr));
        }
        return union;
    }

    /** An IPv4 address. */
    Optional<AddressSet> ipv4Address(String name) throws MalformedInputException {
        return addresses(name, AddressSet::ipv4Address);
    }

    private Optional<AddressSet> addresses(String name, Function<String, AddressSet> reader)
            throws MalformedInputException {
        Optional<String> text = text(name);
        return text.isEmpty() ? Optional.empty() : Optional.of(addresses(name, text.get(), reader));
    }

    private AddressSet addresses(String name, String text, Function<String, AddressSet> reader)
            throws MalformedInputException {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException malformed) {
            throw new MalformedInputException(
                    "%s: %s: %s".formatted(where, path + name, malformed.getMessage()), malformed);
        }
    }

    /** A state: a string in delivered items, an object with the key {@code value} in answers to queries. */
    Optional<String> state(String name) throws MalformedInputException {
        JsonNode value = get(name);
        return value != null && value.isObject() ? object(name).text("value") : text(name);
    }

    /**
     * A list of strings, also as JSON in a string as the AWS Config API has it; a query that projects a list of one
     * returns its element.
     */
    List<String> texts(String name) throws MalformedInputException {
        JsonNode list = get(name);
        if (list != null && list.isTextual() && list.textValue().stripLeading().startsWith("[")) {
            list = parse(name, list.textValue());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode value : elements(list)) {
            if (!value.isTextual()) {
                throw wrong(name, "a list of strings", value);
            }
            texts.add(value.textValue());
        }
        return List.copyOf(texts);
    }

    /** A list of objects, empty if it is not there. */
    List<Fields> objects(String name) throws MalformedInputException {
        return objectsIfThere(name).orElse(List.of());
    }

    /**
     * A list of objects, also as JSON in a string as the AWS Config API has it; a query that projects a list of one
     * returns its element.
     */
    Optional<List<Fields>> objectsIfThere(String name) throws MalformedInputException {
        JsonNode list = get(name);
        if (list != null && list.isTextual()) {
            list = parse(name, list.textValue());
        }
        if (list == null || list.isNull() || list.isMissingNode()) {
            return Optional.empty();
        }
        List<Fields> objects = new ArrayList<>();
        int index = 0;
        for (JsonNode value : elements(list)) {
            if (!value.isObject()) {
                throw wrong(name, "a list of objects", value);
            }
            objects.add(new Fields(value, where, path + name + "[" + index++ + "]."));
        }
        return Optional.of(objects);
    }

    /** An object, empty if it is not there; also where it comes as JSON in a string, as the AWS Config API has it. */
    Fields object(String name) throws MalformedInputException {
        JsonNode value = get(name);
        if (value != null && value.isTextual()) {
            value = parse(name, value.textValue());
        }
        if (value == null || value.isNull() || value.isMissingNode() || (value.isArray() && value.isEmpty())) {
            return new Fields(JsonNodeFactory.instance.objectNode(), where, path + name + ".");
        }
        if (!value.isObject()) {
            throw wrong(name, "an object", value);
        }
        return new Fields(value, where, path + name + ".");
    }

    /** A policy document, in any of its forms; empty if there is none. */
    Optional<PolicyDocument> policy(String name) {
        JsonNode value = get(name);
        return value == null ? Optional.empty() : PolicyParser.parse(value);
    }

    /** The policy if there is one, and that there is none where it says so; empty where the field is not there. */
    Optional<List<PolicyDocument>> policiesIfThere(String name) {
        return get(name) == null
                ? Optional.empty()
                : Optional.of(policy(name).map(List::of).orElse(List.of()));
    }

    /** Tags, written as a list of keys and values. */
    Map<String, String> tags(String name) throws MalformedInputException {
        Map<String, String> tags = new TreeMap<>();
        for (Fields tag : objects(name)) {
            tags.put(tag.require("key"), tag.text("value").orElse(""));
        }
        return Collections.unmodifiableMap(tags);
    }

    boolean isEmpty() {
        return object.isEmpty();
    }

    private JsonNode parse(String name, String text) throws MalformedInputException {
        try {
            return Json.read(text);
        } catch (JsonProcessingException malformed) {
            throw new MalformedInputException(
                    "%s: %s is not valid JSON: %s".formatted(where, path + name, JsonError.reason(malformed)),
                    malformed);
        }
    }

    private static Iterable<JsonNode> elements(@Nullable JsonNode value) {
        if (value == null) {
            return List.of();
        }
        return value.isArray() ? value : List.of(value);
    }

    private @Nullable JsonNode get(String name) {
        JsonNode value = object.get(name);
        if (value == null) {
            char first = name.charAt(0);
            char other = Character.isUpperCase(first) ? Character.toLowerCase(first) : Character.toUpperCase(first);
            value = object.get(other + name.substring(1));
        }
        return value == null || value.isNull() ? null : value;
    }

    private MalformedInputException notNumber(String name, String expected, JsonNode found) {
        boolean isShown = found.isTextual() || (found.isNumber() && Double.isFinite(found.doubleValue()));
        return isShown ? wrong(name, expected, shortened(Json.write(found))) : wrong(name, expected, found);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    private MalformedInputException wrong(String name, String expected, JsonNode found) {
        return wrong(name, expected, ItemReader.kindOf(found.asToken()));
    }

    private MalformedInputException wrong(String name, String expected, String found) {
        return new MalformedInputException("%s: %s is not %s but %s".formatted(where, path + name, expected, found));
    }
}
