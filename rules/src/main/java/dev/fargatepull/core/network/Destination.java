package dev.fargatepull.core.network;

import dev.fargatepull.core.address.AddressSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a flow has to get to, past security groups and network ACLs. Its addresses are IPv4, by which all flows go that
 * are judged: what may be reached by IPv6 neither helps nor hinders.
 *
 * @param label its name in a sentence
 * @param isExact whether packets go to all of its addresses, as opposed to some addresses among them that nobody knows
 * @param places where it is
 * @param prefixLists the prefix lists a security group may name in place of its addresses
 */
record Destination(String label, boolean isExact, List<Place> places, Set<String> prefixLists) {

    /**
     * A part of a destination.
     *
     * @param subnetId the subnet it stands in, if it stands in one
     * @param addresses its IPv4 addresses, unless they are unknown
     */
    record Place(Optional<String> subnetId, Optional<AddressSet> addresses) {}

    /** How much of a destination can be reached. */
    enum Reach {
        /** Whatever is needed. */
        ALL,
        /** Some of what may be needed, or nobody knows. */
        SOME,
        /** Not what is needed. */
        NONE
    }

    /** Addresses of a subnet, of which every one counts. */
    static Destination subnet(String subnetId, Optional<AddressSet> addresses) {
        return new Destination(subnetId, true, List.of(new Place(Optional.of(subnetId), addresses)), Set.of());
    }

    /** Addresses outside the VPC. */
    static Destination outside(String label, AddressSet addresses, Set<String> prefixLists) {
        Place place = new Place(Optional.empty(), Optional.of(addresses));
        return new Destination(label, false, List.of(place), prefixLists);
    }

    /** The destination without what stands in a subnet. */
    Destination without(String subnetId) {
        List<Place> others = places.stream()
                .filter(place -> !place.subnetId().equals(Optional.of(subnetId)))
                .toList();
        return new Destination(label, isExact, others, prefixLists);
    }

    /**
     * How much of it is among the addresses that may be reached. A place whose addresses are unknown is reached if
     * every IPv4 address is.
     */
    Reach within(AddressSet reachable) {
        AddressSet known =
                places.stream().flatMap(place -> place.addresses().stream()).reduce(AddressSet.NONE, AddressSet::union);
        boolean isAllKnown = places.stream().allMatch(place -> place.addresses().isPresent());
        if (reachable.covers(known) && (isAllKnown || reachable.covers(AddressSet.ALL_IPV4))) {
            return Reach.ALL;
        }
        boolean isMissed = isExact
                ? !reachable.covers(known)
                : isAllKnown && reachable.intersection(known).isEmpty();
        return isMissed ? Reach.NONE : Reach.SOME;
    }

    /** Its name in a sentence, and where its addresses are unknown. */
    String labelWithUnknowns() {
        return places.stream()
                .filter(place -> place.addresses().isEmpty())
                .findFirst()
                .map(place -> place.subnetId()
                        .map(subnetId -> "%s (unknown: %s)".formatted(label, subnetId))
                        .orElse("%s (addresses unknown)".formatted(label)))
                .orElse(label);
    }
}
