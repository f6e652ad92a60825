package dev.fargatepull.cdk;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/**
 * A stack's template, made as the CDK CLI has it made, with a stand-in for the functions' jar.
 *
 * @param tree the template
 * @param file where the CDK CLI would find it
 */
record Synthesized(Map<String, Object> tree, Path file) {

    /** A resource of the template. */
    record Resource(String logicalId, Map<String, Object> definition) {

        String type() {
            return String.valueOf(definition.get("Type"));
        }

        Map<String, Object> properties() {
            return child(definition, "Properties");
        }

        List<?> dependsOn() {
            return (List<?>) definition.getOrDefault("DependsOn", List.of());
        }
    }

    /** The account's stack of the app, synthesized into a folder with this context. */
    static Synthesized in(Path folder, Map<String, Object> context) {
        return stack(app(folder, context), FargatePullApp.ACCOUNT);
    }

    /** A stack of an app. */
    static Synthesized stack(App app, String name) {
        Stack stack = (Stack) app.getNode().findChild(name);
        Map<String, Object> tree = Template.fromStack(stack).toJSON();
        return new Synthesized(tree, Path.of(app.getOutdir(), stack.getTemplateFile()));
    }

    /** The app with this context, to be synthesized into a folder. */
    static App app(Path folder, Map<String, Object> context) {
        Map<String, Object> withJar = new HashMap<>(context);
        withJar.put(FargatePullApp.FUNCTION_JAR_KEY, emptyJar(folder).toString());
        App app = new App(AppProps.builder()
                .analyticsReporting(false)
                .outdir(folder.resolve("cdk.out").toString())
                .context(withJar)
                .build());
        FargatePullApp.addStacks(app);
        return app;
    }

    /** A template in YAML, as it is checked in. */
    @SuppressWarnings("unchecked")
    static Synthesized checkedIn(Path path) throws IOException {
        Path file = Path.of("..").resolve(path);
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        return new Synthesized((Map<String, Object>) requireNonNull(tree), file);
    }

    Stream<Resource> resources(String type) {
        return resources().filter(resource -> type.equals(resource.type()));
    }

    Stream<Resource> resources() {
        Map<String, Object> resources = child(tree, "Resources");
        return resources.keySet().stream().map(logicalId -> new Resource(logicalId, child(resources, logicalId)));
    }

    /** The one resource of a type. */
    Resource resource(String type) {
        List<Resource> all = resources(type).toList();
        if (all.size() != 1) {
            throw new AssertionError("the template has %d resources of type %s".formatted(all.size(), type));
        }
        return all.get(0);
    }

    /** What lies below a key of a tree. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> child(Map<String, Object> tree, String key) {
        return (Map<String, Object>) requireNonNull(tree.get(key), key);
    }

    private static Path emptyJar(Path folder) {
        try {
            return Files.write(folder.resolve("functions.jar"), emptyJar());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A jar that nobody looks into. */
    static byte[] emptyJar() {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(jar)) {
            zip.putNextEntry(new ZipEntry("empty"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar.toByteArray();
    }
}
