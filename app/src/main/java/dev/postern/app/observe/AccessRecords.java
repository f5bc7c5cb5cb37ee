package dev.postern.app.observe;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Judgement;
import dev.postern.core.plan.Door;
import dev.postern.core.policy.Decision;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** The latest requests to services with what the policies said of them, the newest last; older ones are forgotten. */
public final class AccessRecords {
  private static final int KEPT = 10_000;

  /** Of one request: a call may delete a thousand objects, each judged. */
  private static final int JUDGED = 10;

  /** What the gate has said so far of the request that this thread serves. */
  private static final ScopedValue<List<AccessRecord.Judged>> SERVED = ScopedValue.newInstance();

  private final Clock clock;
  /** As JSON: of ten thousand records as objects the collector would copy some hundred thousand objects at a time. */
  private final LatestTexts records = new LatestTexts(KEPT);

  public AccessRecords(Clock clock) {
    this.clock = clock;
  }

  /** The service, with every request to it recorded. */
  public AwsService recorded(String name, AwsService service) {
    return (call, caller) -> {
      List<AccessRecord.Judged> judged = new ArrayList<>();
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
    List<AccessRecord.Judged> judged = SERVED.get();
    Decision decision = judgement.decision();
    if (judged.isEmpty() || !decision.isAllowed() && judged.size() < JUDGED) {
      judged.add(
          new AccessRecord.Judged(
              judgement.request().action(),
              judgement.request().resource(),
              judgement.request().resourceAccount(),
              decision.verdict(),
              decision.reason(),
              decision.decidedBy()));
    }
  }

  public List<AccessRecord> since(Instant time) {
    List<AccessRecord> newestFirst = new ArrayList<>();
    LatestTexts.Numbered kept = records.after(0);
    for (int i = kept.all().size() - 1; i >= 0; i--) {
      AccessRecord record = at(kept, i);
      if (!record.time().isAfter(time)) {
        break;
      }
      newestFirst.add(record);
    }
    return newestFirst.reversed();
  }

  /** Those with a higher number. */
  public List<AccessRecord> after(long number) {
    LatestTexts.Numbered kept = records.after(number);
    return IntStream.range(0, kept.all().size()).mapToObj(i -> at(kept, i)).toList();
  }

  private static AccessRecord at(LatestTexts.Numbered kept, int index) {
    return JsonMapper.shared().readValue(kept.all().get(index), AccessRecord.class).numbered(kept.first() + index);
  }

  private void add(String service, HttpCall call, Caller caller, HttpReply reply, List<AccessRecord.Judged> judged) {
    Optional<Door.Endpoint> endpoint = call.door() instanceof Door.Endpoint e ? Optional.of(e) : Optional.empty();
    String requestId = reply.headers().first("x-amz-request-id").or(() -> reply.headers().first("x-amzn-requestid")).orElse("");
    byte[] text =
        AccessRecordText.of(
            new AccessRecord(
                0,
                clock.instant(),
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
                judged));
    records.add(text);
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
