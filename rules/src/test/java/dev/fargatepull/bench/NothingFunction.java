package dev.fargatepull.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** A function that does nothing: what is loaded for it is loaded for every function. */
public final class NothingFunction implements RequestStreamHandler {

    static final String HANDLER = NothingFunction.class.getName() + "::handleRequest";

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        // Nothing.
    }
}
