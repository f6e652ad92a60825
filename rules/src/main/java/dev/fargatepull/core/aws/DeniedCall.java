package dev.fargatepull.core.aws;

import java.util.Optional;

/**
 * A call that was denied to whoever collected the evidence. AWS Config knows no such item: the collector writes it, so
 * that an open question can name the permission that would answer it.
 *
 * @param resourceId the action, and where the denial is about one resource that as well
 * @param action the API action, as an IAM policy names it
 * @param onResource the resource that the call asked for, by the id that open questions name it by; empty if the denial
 *     is about them all
 */
public record DeniedCall(String resourceId, String action, Optional<String> onResource) implements AwsResource {}
