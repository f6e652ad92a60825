package dev.fargatepull.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What IAM says of roles without inline policies. */
final class IamAnswers {

    private final Map<String, JsonNode> roles;

    IamAnswers(Collection<ObjectNode> items) {
        roles = items.stream()
                .filter(item -> item.path("resourceType").asText().equals(LargeAccount.ROLE))
                .map(item -> item.path("configuration"))
                .collect(Collectors.toMap(role -> role.path("roleName").asText(), role -> role));
    }

    /** The body of the answer to an action. */
    String answer(String action, Map<String, String> parameters) {
        JsonNode role = Objects.requireNonNull(roles.get(parameters.get("RoleName")));
        String result = switch (action) {
            case "GetRole" -> role(role);
            case "ListRolePolicies" -> "<PolicyNames/><IsTruncated>false</IsTruncated>";
            case "ListAttachedRolePolicies" ->
                "<AttachedPolicies>%s</AttachedPolicies><IsTruncated>false</IsTruncated>".formatted(policies(role));
            default -> throw new IllegalArgumentException(action);
        };
        return "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(action, result);
    }

    private static String role(JsonNode role) {
        return """
                <Role><Path>/</Path><RoleName>%s</RoleName><RoleId>%s</RoleId><Arn>%s</Arn>\
                <AssumeRolePolicyDocument>%s</AssumeRolePolicyDocument></Role>""".formatted(
                        role.path("roleName").asText(),
                        role.path("roleId").asText(),
                        role.path("arn").asText(),
                        role.path("assumeRolePolicyDocument").asText());
    }

    private static String policies(JsonNode role) {
        return role.path("attachedManagedPolicies")
                .valueStream()
                .map(policy -> "<member><PolicyName>%s</PolicyName><PolicyArn>%s</PolicyArn></member>"
                        .formatted(
                                policy.path("policyName").asText(),
                                policy.path("policyArn").asText()))
                .collect(Collectors.joining());
    }
}
