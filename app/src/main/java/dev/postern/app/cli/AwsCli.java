package dev.postern.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/** The AWS CLI of this machine: it alone knows how its commands become API calls. */
final class AwsCli {
  /** What Postern takes when nothing else is set, as its guide says. */
  private static final Map<String, String> DEFAULTS =
      Map.of("AWS_SECRET_ACCESS_KEY", "test", "AWS_DEFAULT_REGION", "us-east-1");

  private AwsCli() {}

  /**
   * Runs one command against another endpoint.
   *
   * @param command {@code aws ec2 …} as a user types it
   * @param services those whose commands may be run
   * @param keyId who asks where the user's environment does not say
   * @return what it printed
   * @throws Refused with its own words when it fails, and when the text is no such command
   */
  static String run(String command, String endpoint, Set<String> services, String keyId) throws IOException, InterruptedException, Refused {
    List<String> words = words(command);
    if (words.size() < 3 || !words.getFirst().equals("aws") || !services.contains(words.get(1))) {
      throw new Refused("not a command of the AWS CLI for " + String.join(" or ", services) + ", such as 'aws ec2 create-route …': " + command);
    }
    if (words.contains("--endpoint-url")) {
      throw new Refused("leave --endpoint-url out: the command is for this cloud");
    }
    List<String> all = new ArrayList<>(words);
    all.addAll(1, List.of("--endpoint-url", endpoint));
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().put("AWS_PAGER", "");
    boolean chosen = builder.environment().containsKey("AWS_PROFILE") || builder.environment().containsKey("AWS_ACCESS_KEY_ID");
    Map<String, String> defaults = new HashMap<>(DEFAULTS);
    defaults.put("AWS_ACCESS_KEY_ID", keyId);
    defaults.forEach((name, value) -> {
      if (!(chosen && name.contains("KEY")) && !(name.endsWith("REGION") && builder.environment().containsKey("AWS_REGION"))) {
        builder.environment().putIfAbsent(name, value);
      }
    });
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new IOException("this needs the AWS CLI: install it with 'sudo apt-get install awscli'", e);
    }
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new Refused(command + ": " + (said.isEmpty() ? "status " + process.exitValue() : said));
    }
    return said;
  }

  /** The command cannot be carried out. */
  static final class Refused extends Exception {
    Refused(String message) {
      super(message);
    }
  }

  /**
   * Splits a command as a shell does, with single and double quotes and backslashes, but expands nothing: no shell sees it.
   *
   * @throws CommandLine.TypeConversionException for a quote that is not closed
   */
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (begun) {
          words.add(word.toString());
          word.setLength(0);
          begun = false;
        }
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        begun = true;
      } else if (c == quote) {
        quote = 0;
      } else if (c == '\\' && quote != '\'' && i + 1 < command.length()) {
        i++;
        word.append(command.charAt(i));
        begun = true;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (quote != 0) {
      throw new CommandLine.TypeConversionException("a quote is not closed: " + command);
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
