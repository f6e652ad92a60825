package dev.fargatepull.cdk;

import dev.fargatepull.docs.ConformancePackTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/**
 * The text of a conformance pack as a resource takes it: in the resource, or in S3 if it is too long for that.
 *
 * @param body the text
 * @param s3Uri where it is, as in {@code s3://bucket/key}
 */
record PackTemplate(@Nullable String body, @Nullable String s3Uri) {

    /** The text of a pack. */
    static PackTemplate of(Construct scope, ConformancePackTemplate pack) {
        return of(scope, pack.yaml());
    }

    static PackTemplate of(Construct scope, String yaml) {
        if (ConformancePackTemplate.fitsIntoCall(yaml)) {
            return new PackTemplate(yaml, null);
        }
        Asset asset = Asset.Builder.create(scope, "PackTemplate")
                .path(write(scope, yaml).toString())
                .build();
        return new PackTemplate(null, asset.getS3ObjectUrl());
    }

    private static Path write(Construct scope, String yaml) {
        App app = (App) scope.getNode().getRoot();
        try {
            Path folder = Files.createDirectories(Path.of(app.getOutdir(), "packs"));
            return Files.writeString(folder.resolve(scope.getNode().getAddr() + ".yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
