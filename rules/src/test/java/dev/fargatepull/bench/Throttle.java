package dev.fargatepull.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gives a process a share of a processor, as Lambda does with a function, through a control group of Linux. */
final class Throttle implements AutoCloseable {

    private static final Path GROUPS = Path.of("/sys/fs/cgroup/cpu");
    private static final int PERIOD = 100_000;

    private final double share;
    private final Path group =
            GROUPS.resolve("fargate-pull-bench-" + ProcessHandle.current().pid());

    /** A throttle that is not on yet. */
    Throttle(double share) {
        this.share = share;
    }

    /** Whether this process may make control groups. */
    static boolean isPossible() {
        return Files.isWritable(GROUPS);
    }

    /** Slows a process down from now on. */
    void slow(ProcessHandle process) throws IOException {
        Files.createDirectory(group);
        Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD));
        Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(Math.round(PERIOD * share)));
        Files.writeString(group.resolve("cgroup.procs"), Long.toString(process.pid()));
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(group)) {
            Files.writeString(group.resolve("cpu.cfs_quota_us"), "-1");
            for (String process : Files.readAllLines(group.resolve("cgroup.procs"))) {
                Files.writeString(GROUPS.resolve("cgroup.procs"), process);
            }
            Files.delete(group);
        }
    }
}
