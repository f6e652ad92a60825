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
 * Lets the SDK read what moto denies. It writes the error of every service as EC2 does: IAM and STS, whose error stands
 * by itself, and services that speak JSON would otherwise answer without a code.
 */
public final class MotoDenials implements ExecutionInterceptor {

    private static final int FORBIDDEN = 403;
    private static final String WRAPPED_ERROR = "(?s)<Errors>(.*)</Errors>";
    private static final String CODE = "(?s).*<Code>(\\w+)</Code>.*";

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse answer, ExecutionAttributes attributes) {
        if (answer.httpResponse().statusCode() != FORBIDDEN) {
            return answer.responseBody();
        }
        boolean speaksJson =
                answer.httpRequest().firstMatchingHeader("X-Amz-Target").isPresent();
        return answer.responseBody().map(body -> {
            String text = text(body);
            String readable = speaksJson
                    ? text.replaceFirst(CODE, "{\"__type\": \"$1\"}")
                    : text.replaceFirst(WRAPPED_ERROR, "$1$0");
            return new ByteArrayInputStream(readable.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static String text(InputStream body) {
        try {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
