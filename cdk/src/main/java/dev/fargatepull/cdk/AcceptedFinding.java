package dev.fargatepull.cdk;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnResource;
import software.constructs.IConstruct;

/**
 * A finding of cdk-nag that a resource is fine with. It stands in the template, so that whoever checks their own app
 * with cdk-nag reads the reason there.
 *
 * @param id the check, as in {@code AwsSolutions-IAM5}
 * @param reason why it is fine
 * @param appliesTo what of the resource it is about; empty for all
 */
record AcceptedFinding(String id, String reason, List<String> appliesTo) {

    AcceptedFinding(String id, String reason) {
        this(id, reason, List.of());
    }

    /** Writes the findings into the metadata that cdk-nag reads. */
    static void on(IConstruct construct, List<AcceptedFinding> findings) {
        CfnResource resource = (CfnResource)
                (construct instanceof CfnResource it ? it : construct.getNode().getDefaultChild());
        resource.addMetadata(
                "cdk_nag",
                Map.of(
                        "rules_to_suppress",
                        findings.stream().map(AcceptedFinding::metadata).toList()));
    }

    /** In an order of its own: that of an immutable map is another in each process, and templates are compared. */
    private Map<String, Object> metadata() {
        Map<String, Object> metadata = new TreeMap<>(Map.of("id", id, "reason", reason));
        if (!appliesTo.isEmpty()) {
            metadata.put("applies_to", appliesTo);
        }
        return metadata;
    }
}
