package dev.fargatepull.securityhub;

import java.time.Instant;

/**
 * The event that a result has changed in AWS Config. It says where to look; what stands there is asked of AWS Config.
 *
 * @param configRuleName the rule's name in the account
 * @param resourceType the type of the resource that the result is on
 * @param resourceId the resource's id
 * @param recorded when AWS Config recorded the result
 */
record ComplianceChange(String configRuleName, String resourceType, String resourceId, Instant recorded) {}
