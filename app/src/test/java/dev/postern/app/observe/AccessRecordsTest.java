package dev.postern.app.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.authorize.Authorizer;
import dev.postern.core.authorize.Origin;
import dev.postern.core.plan.Door;
import dev.postern.core.policy.Decider;
import dev.postern.core.policy.Effect;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.Verdict;
import dev.postern.core.state.Snapshot;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AccessRecordsTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  private static final Door DOOR =
      new Door.Endpoint("us-east-1", "111122223333", "vpc-1", "vpce-1", "com.amazonaws.us-east-1.s3", "us-east-1", Door.EndpointType.GATEWAY);

  private final AccessRecords records = new AccessRecords(Clock.fixed(NOW, ZoneOffset.UTC));
  private final AwsService service =
      records.recorded("s3", (call, caller) -> {
        Origin origin = new Origin(call.door(), call.peer(), true, Optional.empty(), Optional.empty(), NOW);
        records.heard(new Authorizer(Snapshot.EMPTY).judge(caller, origin, "us-east-1", Ask.of("s3:GetObject", "arn:aws:s3:::b" + call.path()).of("444455556666", Optional.empty())));
        return HttpReply.of(403, "text/plain", "no");
      });

  private void ask(String path) {
    service.handle(
        new HttpCall("GET", path, "", Headers.of("Host", "b.s3.us-east-1.amazonaws.com", "User-Agent", "é\u0001\"agent"), new ByteArrayInputStream(new byte[0]), 0, true, "10.0.0.5", DOOR),
        Caller.root("111122223333", "us-east-1"));
  }

  @Test
  void aRecordIsToldAsItWasSeen() {
    ask("/one");
    AccessRecord record = records.after(0).getFirst();
    assertThat(record.number()).isEqualTo(1);
    assertThat(record.time()).isEqualTo(NOW);
    assertThat(record.path()).isEqualTo("/one");
    assertThat(record.userAgent()).contains("é\u0001\"agent");
    assertThat(record.vpce()).contains("vpce-1");
    assertThat(record.judged()).singleElement().satisfies(j -> {
      assertThat(j.action()).isEqualTo("s3:GetObject");
      assertThat(j.verdict()).isEqualTo(Verdict.IMPLICITLY_DENIED);
      assertThat(j.isAllowed()).isFalse();
    });
    assertThat(record.clue().orElseThrow().refusal()).isPresent();
  }

  @Test
  void everythingOfARecordIsReadAsItWasWritten() {
    ask("/one");
    AccessRecord record = records.after(0).getFirst();
    AccessRecord.Judged refused = record.judged().getFirst();
    Decider denies = new Decider("vpce-1", PolicyType.VPC_ENDPOINT, 3, Optional.of("Only\u00e9"), Effect.DENY);
    Decider allows = new Decider("bucket", PolicyType.RESOURCE, 0, Optional.empty(), Effect.ALLOW);
    AccessRecord full =
        new AccessRecord(
            7, record.time(), "id", record.service(), record.region(), record.host(), record.method(), record.path(), record.status(), record.source(), record.door(),
            Optional.empty(), Optional.empty(), Optional.empty(), record.account(), record.caller(), Optional.empty(),
            List.of(refused, new AccessRecord.Judged("s3:PutObject", "*", "", Verdict.EXPLICITLY_DENIED, "with an explicit deny", List.of(denies, allows))));
    for (AccessRecord any : List.of(record, full)) {
      assertThat(JsonMapper.shared().readValue(AccessRecordText.of(any), AccessRecord.class)).isEqualTo(any);
    }
  }

  @Test
  void theLastTenThousandAreKeptUnderTheirNumbers() {
    for (int i = 1; i <= 10_005; i++) {
      ask("/" + i);
    }
    assertThat(records.after(0)).hasSize(10_000).first().satisfies(r -> assertThat(r.number() + r.path()).isEqualTo("6/6"));
    assertThat(records.after(10_003)).extracting(AccessRecord::path).containsExactly("/10004", "/10005");
    assertThat(records.after(10_005)).isEmpty();
    assertThat(records.since(NOW.minusSeconds(1))).hasSize(10_000);
    assertThat(records.since(NOW)).isEmpty();
  }
}
