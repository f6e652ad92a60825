package dev.fargatepull.core.iam;

/** The ways a policy can name who it is about, which weigh differently when policies are combined. */
enum Grantee {
    /** {@code *}. */
    ANYONE,
    /** The account, which leaves it to the account's own policies. */
    ACCOUNT,
    /** The role, session or service itself. */
    IDENTITY
}
