package dev.fargatepull.lambda;

import java.util.Optional;
import software.amazon.awssdk.services.config.model.ComplianceType;

/**
 * What AWS Config is told of one resource.
 *
 * @param resource the resource
 * @param complianceType one of the three types that a function may report
 * @param annotation why
 */
record Result(ResourceId resource, ComplianceType complianceType, Optional<String> annotation) {}
