package dev.fargatepull.live;

import software.amazon.awssdk.core.exception.SdkClientException;

/** AWS denied a call. */
public final class DeniedException extends SdkClientException {

    private static final long serialVersionUID = 1L;

    private final String action;

    DeniedException(String action, Throwable denial) {
        super(builder()
                .message("%s is denied; allow it for whoever runs this. AWS says: %s"
                        .formatted(action, denial.getMessage()))
                .cause(denial));
        this.action = action;
    }

    /** The action that was denied, as an IAM policy names it. */
    public String action() {
        return action;
    }
}
