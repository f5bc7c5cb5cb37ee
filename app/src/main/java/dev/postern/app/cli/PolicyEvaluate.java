package dev.postern.app.cli;

import dev.postern.app.policy.Evaluation;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern policy evaluate}: decisions for lines of requests; no cloud is needed. */
@Command(
    name = "evaluate",
    description = "Reads requests with their policies, one JSON object a line, and prints one decision a line.",
    footerHeading = "%nA line in:%n",
    footer = {
      "  {\"id\":\"1\",\"principal\":\"arn:aws:iam::111122223333:user/a\",\"action\":\"s3:GetObject\",\"resource\":\"arn:aws:s3:::b/k\"}",
      "  principal: an ARN, {\"type\":\"Anonymous\"}, {\"service\":NAME}, {\"federated\":PROVIDER}, {\"canonicalUser\":ID}.",
      "  optional: resourceAccount, context {KEY:VALUE|[VALUES]}, identityPolicies [P], resourcePolicy P, vpcEndpointPolicies [P],",
      "  vpcEndpointType Gateway|Interface, permissionBoundaries [P], sessionPolicy P, scps [[P] per level], rcps [[P] per level];",
      "  P is a policy document, its text, or {\"name\":NAME,\"policy\":DOCUMENT}.",
      "A line out:",
      "  {\"id\":\"1\",\"decision\":\"Allowed\"|\"ExplicitlyDenied\"|\"ImplicitlyDenied\",",
      "   \"decidedBy\":[{\"policy\":NAME,\"statement\":INDEX,\"sid\":SID|null}],\"reason\":WORDS}, or {\"id\":…,\"error\":WORDS}.",
      "The context is taken as it is: a key that is not in it is absent."
    },
    mixinStandardHelpOptions = true)
final class PolicyEvaluate implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "FILE", description = "Files of lines; without one, standard input.")
  private List<Path> files = List.of();

  @Option(
      names = "--principal-keys",
      description = "Adds the keys that follow from the principal, such as aws:PrincipalArn, where a context does not have them.")
  private boolean principalKeys;

  @Override
  public Integer call() throws IOException {
    Evaluation evaluation = new Evaluation(principalKeys);
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
    if (files.isEmpty()) {
      evaluation.run(System.in, out);
    }
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        evaluation.run(in, out);
      }
    }
    return 0;
  }
}
