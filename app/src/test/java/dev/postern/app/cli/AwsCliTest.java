package dev.postern.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AwsCliTest {
  @Test
  void aCommandIsSplitAsAShellSplitsItAndNothingIsExpanded() {
    assertThat(AwsCli.words("aws ec2  create-tags --tags 'Key=a b,Value=\"c\"' \"x\\\"y\" p\\ q '' $HOME `id` *"))
        .containsExactly("aws", "ec2", "create-tags", "--tags", "Key=a b,Value=\"c\"", "x\"y", "p q", "", "$HOME", "`id`", "*");
  }

  @Test
  void aQuoteThatIsNotClosedIsSaid() {
    assertThatThrownBy(() -> AwsCli.words("aws ec2 'create")).isInstanceOf(CommandLine.TypeConversionException.class).hasMessageContaining("a quote is not closed");
  }

  @Test
  void otherProgramsAreNeverRun() {
    for (String command : new String[] {"touch /tmp/x", "aws s3 ls", "aws", "", "aws ec2", "aws --debug ec2 x", "aws ec2 create-vpc --endpoint-url http://192.0.2.1"}) {
      assertThatThrownBy(() -> AwsCli.run(command, "http://127.0.0.1:1", Set.of("ec2"), "test")).as(command).isInstanceOf(AwsCli.Refused.class);
    }
  }
}
