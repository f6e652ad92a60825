package dev.fargatepull.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTest {

    @Test
    void what_is_written_gets_through() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Output output = new Output(written);

        print(output);

        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("report");
        assertThat(output.failure()).isEmpty();
    }

    @Test
    void a_full_disk_is_remembered() {
        Output output = new Output(failing("No space left on device"));

        print(output);

        assertThat(output.failure()).get().extracting(Throwable::getMessage).isEqualTo("No space left on device");
    }

    @Test
    void a_reader_who_had_enough_is_no_failure() {
        Output output = new Output(failing("Broken pipe"));

        print(output);

        assertThat(output.failure()).isEmpty();
    }

    private static void print(Output output) {
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        stream.print("report");
        stream.flush();
    }

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException(why);
            }
        };
    }
}
