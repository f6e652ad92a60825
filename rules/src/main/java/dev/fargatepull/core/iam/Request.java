package dev.fargatepull.core.iam;

/**
 * A request that policies are asked about.
 *
 * @param caller who makes it
 * @param action as in {@code ecr:BatchGetImage}
 * @param resource the ARN, with {@code *} and {@code ?} where it stands for several; {@code *} alone for actions that
 *     are about no resource
 * @param context what is known of its condition keys
 */
public record Request(Caller caller, String action, String resource, RequestContext context) {}
