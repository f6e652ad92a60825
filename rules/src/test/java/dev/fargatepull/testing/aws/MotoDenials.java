package dev.fargatepull.testing.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Lets the SDK read what moto denies. It wraps the error of every service as EC2 does; IAM and STS, whose error stands
 * by itself, would otherwise answer without a code.
 */
public final class MotoDenials implements ExecutionInterceptor {

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse answer, ExecutionAttributes attributes) {
        return answer.httpResponse().statusCode() == 403
                ? answer.responseBody().map(MotoDenials::withErrorByItself)
                : answer.responseBody();
    }

    private static InputStream withErrorByItself(InputStream body) {
        try {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            String both = text.replaceFirst("(?s)<Errors>(.*)</Errors>", "$1$0");
            return new ByteArrayInputStream(both.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
