package dev.fargatepull.cdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The jar of the functions as it lies in the artifact buckets. CloudFormation updates a function only when the bucket's
 * key changes, so the key tells the content.
 *
 * @param key the key
 */
record FunctionArtifact(String key) {

    /** The buckets' names without their Region. An account has one prefix, so that every Region's bucket is found. */
    static final String BUCKET_PREFIX = "fargate-pull-${AWS::AccountId}";

    private static final int DIGITS = 16;

    /** The artifact of a jar. */
    static FunctionArtifact of(Path jar) {
        return new FunctionArtifact("fargate-pull-%s.jar".formatted(sha256(jar).substring(0, DIGITS)));
    }

    private static String sha256(Path file) {
        try (InputStream bytes = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
