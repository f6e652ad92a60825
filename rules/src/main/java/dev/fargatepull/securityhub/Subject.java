package dev.fargatepull.securityhub;

import dev.fargatepull.core.rule.RuleSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What one finding is about: a rule and a resource.
 *
 * @param rule the rule
 * @param resourceType the resource's type, as AWS Config names it
 * @param resourceId what AWS Config knows it by
 */
record Subject(RuleSpec rule, String resourceType, String resourceId) {

    /**
     * The finding's id. It has the rule's own name in it, not the one with the suffix that a conformance pack adds: the
     * finding outlives a pack that is deployed anew. Ids of resources are up to 768 characters long and those of
     * findings 512, hence the hash.
     */
    String findingId(Home home) {
        return "%s:%s:%s:%s:%s".formatted(home.partition(), home.accountId(), home.region(), rule.name(), hash());
    }

    private String hash() {
        try {
            byte[] resource = (resourceType + "\n" + resourceId).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(resource));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
