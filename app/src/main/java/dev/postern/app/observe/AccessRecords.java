package dev.postern.app.observe;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Judgement;
import dev.postern.core.plan.Door;
import dev.postern.core.policy.Decision;
import dev.postern.core.policy.Verdict;
import dev.postern.core.policy.request.Request;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The latest requests to services with what the policies said of them, the newest last; older ones are forgotten. */
public final class AccessRecords {
  private static final int KEPT = 10_000;

  /** Of one request: a call may delete a thousand objects, each judged. */
  private static final int JUDGED = 10;

  /** What the gate has said so far of the request that this thread serves. */
  private static final ScopedValue<List<Judgement>> SERVED = ScopedValue.newInstance();

  private final Clock clock;
  private final Deque<Kept> records = new ArrayDeque<>();
  private long last;

  public AccessRecords(Clock clock) {
    this.clock = clock;
  }

  /** The service, with every request to it recorded. */
  public AwsService recorded(String name, AwsService service) {
    return (call, caller) -> {
      List<Judgement> judged = new ArrayList<>();
      HttpReply reply = ScopedValue.where(SERVED, judged).call(() -> service.handle(call, caller));
      add(name, call, caller, reply, List.copyOf(judged));
      return reply;
    };
  }

  /** Called by the gate with each judgement, on the thread that serves the request. */
  public void heard(Judgement judgement) {
    if (!SERVED.isBound()) {
      return;
    }
    List<Judgement> judged = SERVED.get();
    boolean allowed = judgement.verdict() == Verdict.ALLOWED;
    if (judged.isEmpty() || !allowed && judged.size() < JUDGED) {
      judged.add(judgement);
    }
  }

  public List<AccessRecord> since(Instant time) {
    return told(r -> r.time().isAfter(time));
  }

  /** Those with a higher number. */
  public List<AccessRecord> after(long number) {
    return told(r -> r.number() > number);
  }

  private List<AccessRecord> told(Predicate<AccessRecord> wanted) {
    List<Kept> kept;
    synchronized (records) {
      kept = records.stream().filter(k -> wanted.test(k.request)).toList();
    }
    return kept.stream().map(Kept::told).toList();
  }

  private void add(String service, HttpCall call, Caller caller, HttpReply reply, List<Judgement> judged) {
    Optional<Door.Endpoint> endpoint = call.door() instanceof Door.Endpoint e ? Optional.of(e) : Optional.empty();
    String requestId = reply.headers().first("x-amz-request-id").or(() -> reply.headers().first("x-amzn-requestid")).orElse("");
    Instant now = clock.instant();
    synchronized (records) {
      last++;
      records.addLast(
          new Kept(new AccessRecord(
              last,
              now,
              requestId,
              service,
              caller.region(),
              call.host(),
              call.method(),
              call.path(),
              reply.status(),
              call.peer(),
              name(call.door()),
              endpoint.map(Door.Endpoint::endpointId),
              endpoint.map(Door.Endpoint::vpcId),
              endpoint.map(Door.Endpoint::account),
              caller.account(),
              caller.principalArn(),
              call.headers().first("user-agent"),
              List.of()), judged));
      if (records.size() > KEPT) {
        records.removeFirst();
      }
    }
  }

  /** A request whose reasons are worked out when somebody asks: most are allowed, and nobody does. */
  private record Kept(AccessRecord request, List<Judgement> judgements) {
    AccessRecord told() {
      return request.with(judgements.stream().map(Kept::judged).toList());
    }

    private static AccessRecord.Judged judged(Judgement judgement) {
      Request asked = judgement.request();
      Decision decision = judgement.decision();
      return new AccessRecord.Judged(asked.action(), asked.resource(), asked.resourceAccount(), decision.verdict(), decision.reason(), decision.decidedBy());
    }
  }

  private static String name(Door door) {
    return switch (door) {
      case Door.Endpoint _ -> "endpoint";
      case Door.Public _ -> "public";
      case Door.Api _ -> "api";
      case Door.Resolver _, Door.PublicResolver _, Door.Metadata _, Door.Balancer _ -> throw new IllegalArgumentException("no service is asked there: " + door);
    };
  }
}
