package dev.fargatepull.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Which Regions of AWS to ask, and as whom. */
final class AccountOptions {

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "A Region to ask; may be given again for more. If not given, the one the AWS CLI would take.")
    private List<String> given = new ArrayList<>();

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "A profile of the AWS configuration files. If not given, credentials are found as by the AWS "
                    + "CLI.")
    private @Nullable String profile;

    boolean areGiven() {
        return !given.isEmpty() || profile != null;
    }

    /**
     * The Regions.
     *
     * @throws CouldNotRunException if none is given and none is set
     */
    List<String> regions() {
        if (!given.isEmpty()) {
            return given.stream().distinct().toList();
        }
        try {
            DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
            if (profile != null) {
                chain.profileName(profile);
            }
            return List.of(chain.build().getRegion().id());
        } catch (SdkException none) {
            throw new CouldNotRunException("no Region is set; give one with --region", none);
        }
    }

    AwsCredentialsProvider credentials() {
        return profile == null
                ? DefaultCredentialsProvider.builder().build()
                : ProfileCredentialsProvider.create(profile);
    }

    void configure(AwsClientBuilder<?, ?> builder, String region) {
        builder.region(Region.of(region));
        if (profile != null) {
            builder.credentialsProvider(credentials());
        }
    }
}
