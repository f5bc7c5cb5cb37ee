package dev.postern.app.cli;

import dev.postern.app.policy.Proofs;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.lint.Scene;
import dev.postern.core.policy.proof.Axiom;
import dev.postern.core.policy.proof.Proof;
import dev.postern.core.policy.proof.Prover;
import dev.postern.core.policy.proof.Setting;
import dev.postern.core.policy.proof.StatementUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is to be proved of a bucket. */
final class Claims {
  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE) private CommandLine.Model.CommandSpec spec;

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

  /** @throws ParameterException when nothing is claimed */
  void check() {
    if (onlyThrough.isEmpty() && !notPublic && onlyFrom.isEmpty() && !notLockedOut && noNewAccess.isEmpty() && !statements) {
      throw new ParameterException(
          spec.commandLine(), "what is to be proved? --only-through, --not-public, --only-from, --not-locked-out, --no-new-access, --statements");
    }
  }

  /**
   * The proofs, in the order of the options.
   *
   * @param scenes with the policy of one bucket among them
   * @param parser of the text of a file and its name
   */
  Proofs proofs(List<Scene> scenes, BiFunction<String, String, List<Scene>> parser) throws IOException {
    Setting setting = scene(scenes).setting();
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
      Scene older = scene(parser.apply(Files.readString(noNewAccess.get()), noNewAccess.get().toString()).stream().map(scene -> scene.ofBucket(bucketOf(setting))).toList());
      proofs.add(prover.noNewAccess(setting.withResource(older.policy())));
    }
    return new Proofs(proofs, statements ? StatementUse.of(setting) : List.of());
  }

  private static String bucketOf(Setting setting) {
    return setting.resources().getFirst().substring("arn:aws:s3:::".length());
  }

  private Scene scene(List<Scene> scenes) {
    List<Scene> resources = scenes.stream().filter(scene -> scene.policy().document().type() == PolicyType.RESOURCE).toList();
    if (resources.size() != 1 || resources.getFirst().bucket().isEmpty()) {
      throw new ParameterException(spec.commandLine(), "the policy of one bucket is needed; which bucket it is, --bucket says");
    }
    return resources.getFirst();
  }
}
