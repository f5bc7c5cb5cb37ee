package dev.postern.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class UpTest {
  @ParameterizedTest
  @CsvSource({
    "nosuchservice=http://127.0.0.1:1, does not know the service nosuchservice",
    "checkip=http://127.0.0.1:1, does not know the service checkip",
    "ec2=http://127.0.0.1:1, cannot replace ec2",
    "email-smtp=tcp://127.0.0.1:25, email-smtp at tcp://127.0.0.1:25 is not built",
    "sqs=ftp://127.0.0.1:1, needs an http or https URL",
    "sqs=127.0.0.1, needs an http or https URL",
    "sqs=http:///path, needs an http or https URL"
  })
  void anEngineThatCannotBeAttachedIsBadUsageInOneLine(String option, String said) {
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine().setErr(new PrintWriter(err, true));
    assertThat(command.execute("up", "--backend", option)).isEqualTo(Main.BAD_USAGE);
    assertThat(err.toString()).startsWith("postern: ").contains(said).hasLineCount(1);
  }

  @Test
  void theFirstBadEngineOfSeveralIsNamed() {
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine().setErr(new PrintWriter(err, true));
    assertThat(command.execute("up", "--backend", "ses=http://127.0.0.1:1", "--backend", "kinesis=http://127.0.0.1:2", "--backend", "iam=http://127.0.0.1:3"))
        .isEqualTo(Main.BAD_USAGE);
    assertThat(err.toString()).contains("cannot replace iam");
  }

  @Test
  void strictnessIsOneOfTwoAndExplained() {
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine().setErr(new PrintWriter(err, true));
    assertThat(command.execute("up", "--auth", "sloppy")).isEqualTo(Main.BAD_USAGE);
    assertThat(err.toString()).startsWith("postern: ").contains("--auth").contains("sloppy").hasLineCount(1);
    assertThat(Main.commandLine().getSubcommands().get("up").getUsageMessage()).contains("--auth=MODE", "(default: lenient)", "strict:");
  }
}
