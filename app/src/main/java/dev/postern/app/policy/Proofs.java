package dev.postern.app.policy;

import dev.postern.core.policy.Decision;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.proof.Proof;
import dev.postern.core.policy.proof.StatementUse;
import dev.postern.core.policy.question.Answer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Prints proofs, and what statements are of use for, for people and for machines. */
public record Proofs(List<Proof> proofs, List<StatementUse> uses) {
  public Proofs {
    proofs = List.copyOf(proofs);
    uses = List.copyOf(uses);
  }

  /** Whether everything that was asked holds. */
  public boolean allProved() {
    return proofs.stream().allMatch(Proof.Proved.class::isInstance)
        && uses.stream().allMatch(use -> use.use() == StatementUse.Use.DECIDES);
  }

  public String json() {
    List<Json> all = new ArrayList<>();
    for (Proof proof : proofs) {
      List<Json.Member> members = new ArrayList<>();
      members.add(Json.member("verdict", Json.text(proof.word())));
      members.add(Json.member("claim", Json.text(proof.claim())));
      switch (proof) {
        case Proof.Proved(String _, List<String> _, var example) -> example.ifPresent(question -> members.add(Json.member("example", JsonText.parse(question.print()))));
        case Proof.Refuted refuted -> {
          members.add(Json.member("witness", JsonText.parse(refuted.witness().print())));
          refuted.onPoint().ifPresent(question -> members.add(Json.member("onAccessPoint", JsonText.parse(question.print()))));
          members.add(Json.member("decision", JsonText.parse(new Answer(refuted.witness().id(), refuted.decision()).print())));
        }
        case Proof.Unknown(String _, List<String> _, String reason) -> members.add(Json.member("reason", Json.text(reason)));
      }
      members.add(Json.member("assumptions", Json.items(proof.assumptions().stream().map(Json::text).toList())));
      all.add(Json.members(members));
    }
    List<Json.Member> whole = new ArrayList<>(List.of(Json.member("proofs", Json.items(all))));
    if (!uses.isEmpty()) {
      whole.add(Json.member("statements", Json.items(uses.stream().map(Proofs::json).toList())));
    }
    return JsonText.printIndented(Json.members(whole));
  }

  private static Json json(StatementUse use) {
    List<Json.Member> members = new ArrayList<>();
    members.add(Json.member("statement", JsonText.parse(String.valueOf(use.statement().index()))));
    members.add(Json.member("sid", use.statement().sid().map(Json::text).orElseGet(() -> JsonText.parse("null"))));
    members.add(Json.member("use", Json.text(use.use().name())));
    use.example().ifPresent(question -> members.add(Json.member("example", JsonText.parse(question.print()))));
    return Json.members(members);
  }

  /** For each claim the verdict, the witness as a line for {@code policy evaluate}, and at the end what was assumed. */
  public String text() {
    StringBuilder text = new StringBuilder();
    Set<String> assumptions = new LinkedHashSet<>();
    for (Proof proof : proofs) {
      text.append(proof.word()).append(": ").append(proof.claim()).append('\n');
      switch (proof) {
        case Proof.Proved(String _, List<String> _, var example) -> example.ifPresent(question -> text.append("  example: ").append(question.print()).append('\n'));
        case Proof.Refuted refuted -> {
          Decision decision = refuted.decision();
          text.append("  witness: ").append(refuted.witness().print()).append('\n');
          refuted.onPoint().ifPresent(question -> text.append("  on the access point: ").append(question.print()).append('\n'));
          text.append("  decision: ").append(decision.verdict().word()).append(' ').append(decision.reason()).append('\n');
        }
        case Proof.Unknown(String _, List<String> _, String reason) -> text.append("  ").append(reason).append('\n');
      }
      assumptions.addAll(proof.assumptions());
    }
    for (StatementUse use : uses) {
      text.append("statement ").append(use.statement().index()).append(use.statement().sid().map(sid -> " (" + sid + ")").orElse("")).append(": ").append(words(use.use())).append('\n');
    }
    if (!assumptions.isEmpty()) {
      text.append("assumed:\n");
      assumptions.forEach(sentence -> text.append("  ").append(sentence).append('\n'));
    }
    return text.toString();
  }

  private static String words(StatementUse.Use use) {
    return switch (use) {
      case DECIDES -> "decides some requests";
      case COVERED -> "COVERED: other statements decide all that it decides";
      case DEAD -> "DEAD: it decides no request";
      case UNKNOWN -> "UNKNOWN";
    };
  }
}
