package dev.fargatepull.core.aws;

import dev.fargatepull.core.address.AddressSet;
import java.util.Optional;

/**
 * A prefix list, of a customer or of AWS.
 *
 * @param resourceId the prefix list id
 * @param name its name; AWS's own list of S3 addresses is called {@code com.amazonaws.<region>.s3}
 * @param entries the addresses it lists; all of one family; absent where the item does not tell
 */
public record PrefixList(String resourceId, String name, Optional<AddressSet> entries) implements AwsResource {}
