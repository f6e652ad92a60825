package dev.fargatepull.live;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.rule.Fact;
import java.util.Set;

/**
 * What evidence is asked for.
 *
 * @param scope the account and Region
 * @param slice of which workloads
 * @param types items of which types; others are not read
 * @param facts what the services themselves are asked
 */
public record Request(Scope scope, Slice slice, Set<ResourceType> types, Set<Fact> facts) {}
