package dev.fargatepull.items;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatepull.core.iam.PolicyDocument;
import dev.fargatepull.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What AWS's own policies say, which AWS Config does not record.
 *
 * <p>The bundled facts are cut down to the actions the rules ask about; source and date stand in their file. Of a
 * policy that is newer than they are nothing is known, and neither of those in other partitions, which may differ.
 */
final class AwsManagedPolicies {

    private static final String FACTS = "aws-managed-policies.json";
    private static final String ARN_PREFIX = "arn:aws:iam::aws:policy/";
    private static final PolicyDocument SAYS_NOTHING = new PolicyDocument(false, List.of());

    /** Read when the first role asks: most runs of a function need none. */
    private static final class Facts {

        private static final JsonNode POLICIES;
        private static final Set<String> WITHOUT_STATEMENT = new HashSet<>();
        private static final Map<String, Optional<PolicyDocument>> PARSED = new ConcurrentHashMap<>();

        static {
            try (InputStream input =
                    Objects.requireNonNull(AwsManagedPolicies.class.getResourceAsStream(FACTS), FACTS)) {
                JsonNode facts = Json.read(input);
                POLICIES = facts.get("policies");
                for (Map.Entry<String, JsonNode> path :
                        facts.get("withoutStatementOnThese").properties()) {
                    for (String name : path.getValue().textValue().split(" ", -1)) {
                        WITHOUT_STATEMENT.add(path.getKey() + name);
                    }
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    private AwsManagedPolicies() {}

    /** The document of a policy of AWS's, as far as the rules ask; empty for one that is not among the facts. */
    static Optional<PolicyDocument> find(String policyArn) {
        if (!policyArn.startsWith(ARN_PREFIX)) {
            return Optional.empty();
        }
        String pathAndName = policyArn.substring(ARN_PREFIX.length());
        return Facts.PARSED.computeIfAbsent(pathAndName, AwsManagedPolicies::read);
    }

    private static Optional<PolicyDocument> read(String pathAndName) {
        if (Facts.WITHOUT_STATEMENT.contains(pathAndName)) {
            return Optional.of(SAYS_NOTHING);
        }
        JsonNode policy = Facts.POLICIES.get(pathAndName);
        return policy == null ? Optional.empty() : PolicyParser.parse(policy.get("document"));
    }
}
