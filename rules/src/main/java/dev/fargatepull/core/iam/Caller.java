package dev.fargatepull.core.iam;

/** Who makes a request. */
public sealed interface Caller {

    /**
     * A session of a role.
     *
     * @param roleArn the role's ARN, with its path
     * @param accountId the role's account
     */
    record RoleSession(String roleArn, String accountId) implements Caller {

        /** The role's name, without its path. */
        String roleName() {
            return roleArn.substring(roleArn.lastIndexOf('/') + 1);
        }
    }

    /**
     * A session of some role of an account.
     *
     * @param accountId the account
     */
    record SomeRole(String accountId) implements Caller {}

    /**
     * An AWS service.
     *
     * @param name its service principal, as in {@code ecs-tasks.amazonaws.com}
     */
    record Service(String name) implements Caller {}

    /**
     * An identity in an account that is AWS's, not the customer's.
     *
     * @param customerAccountId the customer's account, which it is not in
     */
    record AwsOwned(String customerAccountId) implements Caller {}
}
