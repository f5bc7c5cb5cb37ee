package dev.postern.app.cli;

import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.lint.Scene;
import dev.postern.core.policy.lint.SceneParser;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Which policies a command is about: files, or what a running cloud holds. */
final class PolicySource {
  /** The types of a file that holds a document alone. */
  enum Type {
    BUCKET(PolicyType.RESOURCE, Optional.empty()),
    ENDPOINT(PolicyType.VPC_ENDPOINT, Optional.of(false)),
    GATEWAY(PolicyType.VPC_ENDPOINT, Optional.of(true)),
    IDENTITY(PolicyType.IDENTITY, Optional.empty()),
    SCP(PolicyType.SCP, Optional.empty()),
    RCP(PolicyType.RCP, Optional.empty());

    private final PolicyType type;
    private final Optional<Boolean> gateway;

    Type(PolicyType type, Optional<Boolean> gateway) {
      this.type = type;
      this.gateway = gateway;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private Cloud cloud;
  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE) private CommandLine.Model.CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = {
        "A policy document, what 'aws s3api get-bucket-policy' prints, or an object of policies with what is known around them:",
        "resourcePolicy, vpcEndpointPolicies, vpcEndpointType, identityPolicies, scps, rcps, account, region, bucket, organization,",
        "endpoints [{id, vpc, vpcEndpointType, service, account, organization, shared, policy}], endpointsComplete, accessPoints [{arn, bucket, vpc, policy}],",
        "forwardingServices, serviceRoles."
      })
  private List<Path> files = List.of();

  @Option(names = "--bucket", paramLabel = "BUCKET", description = "The policy of this bucket in the running cloud; with a FILE, the bucket that it belongs to.")
  private Optional<String> bucket = Optional.empty();

  @Option(names = "--type", paramLabel = "TYPE", description = "What a document in a file is: ${COMPLETION-CANDIDATES} (default: guessed).")
  private Optional<Type> type = Optional.empty();

  @Option(names = "--account", paramLabel = "ID", defaultValue = "000000000000", description = "Whose a file's policy is, if it does not say (default: ${DEFAULT-VALUE}).")
  private String account;

  boolean names() {
    return !files.isEmpty() || bucket.isPresent();
  }

  /** What the words name; {@code all} of the cloud if they name nothing. */
  List<Scene> scenes(boolean all) throws IOException, InterruptedException {
    if (!account.matches("[0-9]{12}")) {
      throw new ParameterException(spec.commandLine(), "--account has 12 digits, not " + account);
    }
    if (!names() && !all) {
      throw new ParameterException(spec.commandLine(), "which policy? a FILE, or --bucket BUCKET of the running cloud");
    }
    List<Scene> scenes = new ArrayList<>();
    for (Path file : files) {
      scenes.addAll(parse(read(file), file.toString()).stream().map(this::ofBucket).toList());
    }
    if (files.isEmpty()) {
      scenes.addAll(ofCloud());
    }
    return scenes;
  }

  private Scene ofBucket(Scene scene) {
    return bucket.isPresent() ? scene.ofBucket(bucket.get()) : scene;
  }

  List<Scene> parse(String text, String name) {
    return new SceneParser(text, name, type.map(each -> each.type), type.flatMap(each -> each.gateway), account).parse();
  }

  private String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "cannot read " + file + (e instanceof java.nio.charset.CharacterCodingException ? ": it is not UTF-8" : ""));
    }
  }

  private List<Scene> ofCloud() throws IOException, InterruptedException {
    String path = "/_postern/policies" + bucket.map(name -> "?bucket=" + URLEncoder.encode(name, StandardCharsets.UTF_8)).orElse("");
    OwnApi.Answer answer = new OwnApi(cloud).get(path);
    if (answer.status() == 404) {
      throw new ParameterException(spec.commandLine(), answer.body().strip());
    }
    if (answer.status() != 200) {
      throw new IOException(answer.body().strip());
    }
    List<Scene> scenes = new ArrayList<>();
    Set<String> organizations = new HashSet<>();
    for (String line : answer.body().lines().toList()) {
      // A policy of an organization stands around each bucket and endpoint of its accounts; it is looked at once.
      parse(line, "policy").stream().filter(scene -> !isOrganizations(scene) || organizations.add(scene.policy().name())).forEach(scenes::add);
    }
    return scenes;
  }

  private static boolean isOrganizations(Scene scene) {
    PolicyType kind = scene.policy().document().type();
    return kind == PolicyType.SCP || kind == PolicyType.RCP;
  }

  /** One line for a document that is none. */
  static String problem(MalformedPolicy e) {
    return "malformed policy: " + e.getMessage();
  }
}
