package dev.fargatepull.cli;

import java.io.PrintWriter;

/** Counts items, and says how many on one line of a terminal while a long input is read. */
final class Progress {

    /** Set by the launcher where standard error is a terminal; Java itself cannot tell. */
    private static final String SHOW = "fargatepull.progress";

    private static final int EVERY = 100_000;
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintWriter err;
    private final boolean isShown = Boolean.getBoolean(SHOW);
    private long items;

    Progress(PrintWriter err) {
        this.err = err;
    }

    void oneMore() {
        items++;
        if (isShown && items % EVERY == 0) {
            err.print(ERASE_LINE + "%,d items read".formatted(items));
            err.flush();
        }
    }

    long items() {
        return items;
    }

    /** Takes the line away, so that it does not stand in the report. */
    void end() {
        if (isShown && items >= EVERY) {
            err.print(ERASE_LINE);
            err.flush();
        }
    }
}
