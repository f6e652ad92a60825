package dev.fargatepull.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/**
 * A made-up organization: one snapshot for each account and Region, after one another in one gzip file.
 *
 * @param seed what all chance in it comes from: the same seed and sizes give the same file
 * @param snapshots how many accounts and Regions it has
 * @param bystanders how many items of all the types an account has stand beside each item of a site
 * @param passedOver how many more, of types the rules pass over; all other items do not depend on it
 */
record Organization(long seed, int snapshots, int bystanders, int passedOver) {

    private static final List<String> REGIONS = List.of("eu-central-1", "eu-west-1", "us-east-1");
    private static final int SITES = 4;
    private static final long FIRST_ACCOUNT = 100_000_000_000L;

    /** As many snapshots as hold a number of items, a fifth of which make up sites. */
    static Organization ofItems(long seed, int items) {
        int bystanders = 4;
        int perSnapshot = SITES * Site.NEEDED_ITEMS * (1 + bystanders);
        return new Organization(seed, Math.max(1, (items + perSnapshot - 1) / perSnapshot), bystanders, 0);
    }

    /** The same organization with as many items again, all of types that the rules pass over. */
    Organization withAsManyPassedOver() {
        return new Organization(seed, snapshots, bystanders, 1 + bystanders);
    }

    /** How many items there are. */
    long items() {
        return (long) snapshots * SITES * Site.NEEDED_ITEMS * (1 + bystanders + passedOver);
    }

    /** How many accounts there are. */
    int accounts() {
        return (snapshots + REGIONS.size() - 1) / REGIONS.size();
    }

    /** The organization as a file in a folder, written unless it is there already. */
    Path in(Path folder) throws IOException {
        Path file =
                folder.resolve("organization-%d-%d-%d-%d.json.gz".formatted(seed, snapshots, bystanders, passedOver));
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            Path unfinished = file.resolveSibling(file.getFileName() + ".part");
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                writeTo(out);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    private void writeTo(OutputStream out) throws IOException {
        try (Writer json = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(out, 1 << 16), StandardCharsets.UTF_8), 1 << 16)) {
            SplittableRandom needed = new SplittableRandom(seed);
            Dice bystanderDice = new Dice(new SplittableRandom(~seed));
            Dice passedOverDice = new Dice(new SplittableRandom(seed + 1));
            for (int snapshot = 0; snapshot < snapshots; snapshot++) {
                String account = Long.toString(FIRST_ACCOUNT + snapshot / REGIONS.size());
                String region = REGIONS.get(snapshot % REGIONS.size());
                json.write("{\"fileVersion\":\"1.0\",\"configSnapshotId\":\"snapshot-%d\",\"configurationItems\":["
                        .formatted(snapshot));
                ItemWriter items =
                        new ItemWriter(json, account, region, bystanderDice, bystanders, passedOverDice, passedOver);
                for (int site = 0; site < SITES; site++) {
                    new Site(items, new Dice(needed.split()), account, region).write();
                }
                json.write("]}\n");
            }
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        }
    }
}
