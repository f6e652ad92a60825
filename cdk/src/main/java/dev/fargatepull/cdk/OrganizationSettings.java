package dev.fargatepull.cdk;

import java.util.List;

/**
 * What can be chosen for an organization.
 *
 * @param organizationId its id
 * @param organizationalUnits the ids of the organizational units, or of the root, whose accounts get the functions
 * @param excludedAccounts accounts among them that get neither functions nor pack
 * @param regions the Regions; the first is home to the StackSet
 * @param isDelegated whether a delegated administrator deploys, and not the management account
 * @param autoDeployment whether accounts that join an organizational unit get the functions by themselves
 * @param maxConcurrentPercentage of how many accounts of a hundred are worked on at a time in a Region
 * @param failureTolerancePercentage of how many accounts of a hundred may fail in a Region before the others are left
 *     alone
 * @param organizationPack whether one pack is deployed to the whole organization, and not one with the functions of
 *     each account
 */
record OrganizationSettings(
        String organizationId,
        List<String> organizationalUnits,
        List<String> excludedAccounts,
        List<String> regions,
        boolean isDelegated,
        boolean autoDeployment,
        int maxConcurrentPercentage,
        int failureTolerancePercentage,
        boolean organizationPack) {

    private static final int SOME = 25;
    private static final int FEW = 10;

    /** Reads the settings from the CDK context. */
    static OrganizationSettings from(Context context) {
        return new OrganizationSettings(
                context.requiredList("organizationId", "o-[a-z0-9]{10,32}", "o-a1b2c3d4e5")
                        .get(0),
                context.requiredList(
                        "organizationalUnits",
                        "r-[a-z0-9]{4,32}|ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}",
                        "r-a1b2 or ou-a1b2-c3d4e5f6, separated by commas"),
                context.list("excludedAccounts", "\\d{12}", "111122223333, separated by commas"),
                context.requiredList(
                        "regions", "[a-z]{2}(-[a-z]+)+-\\d", "eu-west-1,us-east-1, with the StackSet's home first"),
                context.choice("administrator", List.of("management", "delegated"))
                        .equals("delegated"),
                context.flag("autoDeployment", true),
                context.number("maxConcurrentPercentage", 1, 100).orElse(SOME),
                context.number("failureTolerancePercentage", 0, 100).orElse(FEW),
                context.flag("organizationPack", true));
    }

    /** Where the StackSet is. */
    String home() {
        return regions.get(0);
    }
}
