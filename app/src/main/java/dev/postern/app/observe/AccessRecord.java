package dev.postern.app.observe;

import dev.postern.core.doctor.Clues;
import dev.postern.core.policy.Decider;
import dev.postern.core.policy.Effect;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One request as a service saw it.
 *
 * @param number counts up from 1 since the start
 * @param requestId as the answer carried it; empty when it carried none
 * @param source the other side's address as the accepting socket saw it
 * @param door {@code endpoint}, {@code public} or {@code api}
 * @param vpce the endpoint it came through
 * @param vpc the VPC of that endpoint
 * @param vpceAccount whose the endpoint is
 * @param account the caller's, 12 digits; empty when nobody signed
 * @param caller the caller's ARN
 * @param judged what it asked to be allowed: the first, and what was refused; empty when nothing was asked
 */
public record AccessRecord(
    long number,
    Instant time,
    String requestId,
    String service,
    String region,
    String host,
    String method,
    String path,
    int status,
    String source,
    String door,
    Optional<String> vpce,
    Optional<String> vpc,
    Optional<String> vpceAccount,
    String account,
    String caller,
    Optional<String> userAgent,
    List<Judged> judged) {

  /**
   * One thing that was asked.
   *
   * @param account whose the resource is; may be empty
   * @param reason in AWS's words
   * @param decidedBy the statements that decided; empty where nothing matched
   */
  public record Judged(String action, String resource, String account, Verdict verdict, String reason, List<Decider> decidedBy) {
    public boolean isAllowed() {
      return verdict == Verdict.ALLOWED;
    }

    /** The statement that denied, or the kind of policy in which none allows; empty where it was neither, but Block Public Access. */
    private Optional<Clues.Refusal> refusal() {
      Optional<Decider> denied = decidedBy.stream().filter(d -> d.effect() == Effect.DENY).findFirst();
      return denied
          .map(d -> new Clues.Refusal(d.type(), true, d.policy(), OptionalInt.of(d.statement()), d.sid()))
          .or(
              () ->
                  Stream.of(PolicyType.values())
                      .filter(t -> reason.equals(t.implicitReason(action)))
                      .findFirst()
                      .map(t -> new Clues.Refusal(t, false, "", OptionalInt.empty(), Optional.empty())));
    }
  }

  AccessRecord numbered(long newNumber) {
    return new AccessRecord(
        newNumber, time, requestId, service, region, host, method, path, status, source, door, vpce, vpc, vpceAccount, account, caller, userAgent, judged);
  }

  /** What the doctor makes of it; nothing of what came by the API's own port, which no host of the fabric has. */
  public Optional<Clues.Request> clue() {
    if (door.equals("api")) {
      return Optional.empty();
    }
    Optional<Judged> deciding = deciding();
    return Optional.of(
        new Clues.Request(
            service, region, host, source, vpce, caller, deciding.map(Judged::action).orElse(""), deciding.map(Judged::resource).orElse(""),
            deciding.filter(j -> !j.isAllowed()).flatMap(Judged::refusal)));
  }

  /** What decided about the request: the refusal, if there was one. */
  public Optional<Judged> deciding() {
    return judged.stream().filter(j -> !j.isAllowed()).findFirst().or(() -> judged.stream().findFirst());
  }
}
