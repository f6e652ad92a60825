package dev.fargatepull.testing;

import java.util.Map;

/** {@code AWS::ECR::RegistryPolicy}. */
public final class RegistryPolicyItem extends Item<RegistryPolicyItem> {

    private final StatementJson[] statements;

    RegistryPolicyItem(StatementJson... statements) {
        super("AWS::ECR::RegistryPolicy");
        this.statements = statements;
    }

    @Override
    RegistryPolicyItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return scope().accountId();
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object("RegistryId", scope().accountId(), "PolicyText", StatementJson.object(statements));
    }
}
