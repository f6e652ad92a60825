package dev.fargatepull.core.cause;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One reason for a verdict.
 *
 * @param code which kind of reason
 * @param isOpen whether it is an open question, as opposed to a proven breach
 * @param resourceId the resource at fault
 * @param flow the flow that meets it, where it is about one flow
 * @param message what is wrong or unknown, as a sentence without its full stop
 * @param fix what mends it, as a sentence
 */
public record Cause(
        CauseCode code, boolean isOpen, String resourceId, Optional<Flow> flow, String message, String fix) {

    /** Of what tells causes apart at little cost: messages are long, and causes are put into many sets. */
    @Override
    public int hashCode() {
        return 31 * code.hashCode() + resourceId.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cause that
                && code == that.code
                && isOpen == that.isOpen
                && resourceId.equals(that.resourceId)
                && flow.equals(that.flow)
                && message.equals(that.message)
                && fix.equals(that.fix);
    }

    /** A proven breach. */
    public static Cause breach(CauseCode code, String resourceId, String message, String fix) {
        return new Cause(code, false, resourceId, Optional.empty(), message, fix);
    }

    /** An open question. */
    public static Cause open(CauseCode code, String resourceId, String message, String fix) {
        return new Cause(code, true, resourceId, Optional.empty(), message, fix);
    }

    /** The same, not proven. */
    public Cause asOpen() {
        return new Cause(code, true, resourceId, flow, message, fix);
    }

    /** The same, mended in another way. */
    public Cause withFix(String otherFix) {
        return new Cause(code, isOpen, resourceId, flow, message, otherFix);
    }

    /** The same, about one flow. */
    public Cause on(Flow concerned) {
        return new Cause(code, isOpen, resourceId, Optional.of(concerned), message, fix);
    }
}
