package dev.fargatepull.cli;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.inventory.Inventory;
import dev.fargatepull.items.ItemReader;
import dev.fargatepull.items.MalformedInputException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the files a person names into an inventory. */
final class InputFiles {

    private static final String STANDARD_INPUT = "-";

    /** AWS Config drops this empty file into a bucket to see whether it may write there. */
    private static final String WRITABILITY_CHECK = "ConfigWritabilityCheckFile";

    private final InputStream standardInput;
    private final Progress progress;
    private final Inventory.Builder inventory = new Inventory.Builder();
    private final ItemReader reader;

    /**
     * A reader of files.
     *
     * @param types the types wanted
     */
    InputFiles(Set<ResourceType> types, InputStream standardInput, Progress progress) {
        this.standardInput = standardInput;
        this.progress = progress;
        this.reader = new ItemReader(types, inventory::add, progress::oneMore);
    }

    /**
     * Everything in the files.
     *
     * @throws CouldNotRunException if one of them cannot be read
     */
    Inventory read(List<String> files) {
        if (Collections.frequency(files, STANDARD_INPUT) > 1) {
            throw new CouldNotRunException("- is given twice, and standard input can be read once");
        }
        try {
            for (String file : files) {
                read(file);
            }
        } catch (MalformedInputException malformed) {
            throw new CouldNotRunException(String.valueOf(malformed.getMessage()), malformed);
        } finally {
            progress.end();
        }
        return inventory.build();
    }

    /** How many items have been read, of whatever type. */
    long itemsRead() {
        return progress.items();
    }

    private void read(String file) throws MalformedInputException {
        if (file.equals(STANDARD_INPUT)) {
            reader.read("standard input", standardInput);
            return;
        }
        if (file.isBlank()) {
            throw new CouldNotRunException("a FILE has an empty name");
        }
        Path path = Path.of(file);
        if (!Files.isDirectory(path)) {
            read(path);
            return;
        }
        for (Path inside : snapshotsIn(path)) {
            read(inside);
        }
    }

    private static List<Path> snapshotsIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> snapshots = files.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().endsWith(".json") || file.toString().endsWith(".json.gz"))
                    .sorted()
                    .toList();
            if (snapshots.isEmpty()) {
                throw new CouldNotRunException("%s: holds no .json or .json.gz files".formatted(folder));
            }
            return snapshots;
        } catch (IOException unreadable) {
            throw new CouldNotRunException(
                    "%s: cannot be read: %s".formatted(folder, unreadable.getMessage()), unreadable);
        }
    }

    /** A pipe has no position, which streams of channels ask for. */
    private static InputStream open(Path file) throws IOException {
        boolean isPipe = Files.exists(file) && !Files.isRegularFile(file);
        return isPipe ? new FileInputStream(file.toFile()) : Files.newInputStream(file);
    }

    private void read(Path file) throws MalformedInputException {
        if (file.endsWith(WRITABILITY_CHECK)) {
            return;
        }
        try (InputStream input = open(file)) {
            reader.read(file.toString(), input);
        } catch (NoSuchFileException missing) {
            throw new CouldNotRunException("%s: no such file".formatted(file), missing);
        } catch (AccessDeniedException denied) {
            throw new CouldNotRunException("%s: permission denied".formatted(file), denied);
        } catch (IOException unreadable) {
            throw new CouldNotRunException(
                    "%s: cannot be read: %s".formatted(file, unreadable.getMessage()), unreadable);
        }
    }
}
