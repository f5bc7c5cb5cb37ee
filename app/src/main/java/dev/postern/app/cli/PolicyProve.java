package dev.postern.app.cli;

import dev.postern.app.policy.Proofs;
import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.lint.Scene;
import dev.postern.core.policy.proof.Axiom;
import dev.postern.core.policy.proof.Proof;
import dev.postern.core.policy.proof.Prover;
import dev.postern.core.policy.proof.Setting;
import dev.postern.core.policy.proof.StatementUse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code postern policy prove}: sentences about all requests, proved or refuted. */
@Command(
    name = "prove",
    description = {
      "Proves sentences about all requests to a bucket, whatever identity policies there are: PROVED; REFUTED with a request that shows it, a line for",
      "'postern policy evaluate'; or UNKNOWN with the reason. What was assumed is printed. Exit status 0 when everything is proved, else 1."
    },
    mixinStandardHelpOptions = true)
final class PolicyProve implements Callable<Integer> {
  @Mixin private PolicySource source;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--only-through", paramLabel = "VPCE,…", split = ",", description = "No request reaches the bucket except through these endpoints.")
  private List<String> onlyThrough = List.of();

  @Option(names = "--not-public", description = "Nobody whom the policy does not name reaches it.")
  private boolean notPublic;

  @Option(names = "--only-from", paramLabel = "ORG", description = "Nobody outside this organization, to which the owner belongs, reaches it.")
  private Optional<String> onlyFrom = Optional.empty();

  @Option(names = "--not-locked-out", description = "Somebody other than the owner's root can change its policy.")
  private boolean notLockedOut;

  @Option(names = "--no-new-access", paramLabel = "OLD", description = "Nothing is allowed that the policy in this file did not allow.")
  private Optional<Path> noNewAccess = Optional.empty();

  @Option(names = "--statements", description = "Every statement decides some request: none is dead, none is covered by others.")
  private boolean statements;

  @Option(names = "--except-aws-services", description = "Leaves out of the question what AWS services ask in their own name or on behalf of a caller.")
  private boolean exceptServices;

  @Option(names = "--without", paramLabel = "AXIOM,…", split = ",", description = "Does not assume these of requests: ${COMPLETION-CANDIDATES}.")
  private List<Axiom> without = List.of();

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (onlyThrough.isEmpty() && !notPublic && onlyFrom.isEmpty() && !notLockedOut && noNewAccess.isEmpty() && !statements) {
      throw new ParameterException(
          spec.commandLine(), "what is to be proved? --only-through, --not-public, --only-from, --not-locked-out, --no-new-access, --statements");
    }
    Proofs proofs;
    try {
      proofs = proofs(scene(source.scenes(false)).setting());
    } catch (MalformedPolicy e) {
      spec.commandLine().getErr().println("postern: " + PolicySource.problem(e));
      return 1;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? proofs.json() + "\n" : proofs.text());
    out.flush();
    return proofs.allProved() ? 0 : 1;
  }

  private Scene scene(List<Scene> scenes) {
    List<Scene> resources = scenes.stream().filter(scene -> scene.policy().document().type() == PolicyType.RESOURCE).toList();
    if (resources.size() != 1 || resources.getFirst().bucket().isEmpty()) {
      throw new ParameterException(spec.commandLine(), "the policy of one bucket is needed; which bucket it is, --bucket says");
    }
    return resources.getFirst();
  }

  private Proofs proofs(Setting setting) throws IOException {
    Set<Axiom> axioms = EnumSet.allOf(Axiom.class);
    without.forEach(axioms::remove);
    Prover prover = new Prover(setting, axioms, exceptServices);
    List<Proof> proofs = new ArrayList<>();
    if (!onlyThrough.isEmpty()) {
      proofs.add(prover.onlyThrough(new LinkedHashSet<>(onlyThrough)));
    }
    if (notPublic) {
      proofs.add(prover.notPublic());
    }
    onlyFrom.ifPresent(organization -> proofs.add(prover.onlyFrom(organization)));
    if (notLockedOut) {
      proofs.add(prover.notLockedOut());
    }
    if (noNewAccess.isPresent()) {
      Scene older = scene(source.parse(Files.readString(noNewAccess.get()), noNewAccess.get().toString()).stream().map(scene -> scene.ofBucket(bucketOf(setting))).toList());
      proofs.add(prover.noNewAccess(setting.withResource(older.policy())));
    }
    return new Proofs(proofs, statements ? StatementUse.of(setting) : List.of());
  }

  private static String bucketOf(Setting setting) {
    return setting.resources().getFirst().substring("arn:aws:s3:::".length());
  }
}
