package dev.fargatepull.cli;

import dev.fargatepull.rules.RuleCatalog;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes what AWS tells into a file that check judges without asking anybody. */
@Command(
        name = "collect",
        description = "Gathers from AWS Config and the services themselves what the rules need, with your own "
                + "credentials, and writes it into a file for check and explain. It only reads.",
        footer = {"", "Exit code: 0 the file is written, 2 it could not run; then no file is left behind."},
        mixinStandardHelpOptions = true)
final class CollectCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private LiveOptions options = new LiveOptions();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            required = true,
            description = "The file to write, gzip; as in evidence.json.gz.")
    private Path output = Path.of("");

    @Override
    public void run() {
        Path folder = output.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CouldNotRunException("%s: there is no such folder".formatted(folder));
        }
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        List<String> items = new LiveAccount(options, err).items(RuleCatalog.rules());
        write(items);
        err.println("%s is written: %,d items".formatted(output, items.size()));
    }

    /** Whole or not at all: half of the evidence would be judged as if it were all. */
    private void write(List<String> items) {
        Path unfinished = output.resolveSibling(output.getFileName() + ".unfinished");
        try {
            try (Writer writer = new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(unfinished)), StandardCharsets.UTF_8)) {
                writer.write("{\"fileVersion\": \"1.0\", \"configurationItems\": [\n");
                writer.write(String.join(",\n", items));
                writer.write("\n]}\n");
            }
            Files.move(unfinished, output, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            delete(unfinished);
            throw new CouldNotRunException("%s: cannot be written: %s".formatted(output, failed.getMessage()), failed);
        }
    }

    private static void delete(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException stays) {
            // It was reported already why the file could not be written; this has the same reason.
            return;
        }
    }
}
