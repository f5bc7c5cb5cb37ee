package dev.postern.core.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.action.Caller;
import dev.postern.core.plan.Door;
import dev.postern.core.policy.Verdict;
import dev.postern.core.state.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final Origin ORIGIN = new Origin(new Door.Api(), "127.0.0.1", true, Optional.empty(), Optional.empty(), Instant.EPOCH);
  private static final Ask FOREIGN = Ask.of("s3:GetObject", "arn:aws:s3:::b/k").of("111122223333", Optional.empty());
  private static final Caller STRANGER = Caller.root("444455556666", "us-east-1");
  private static final Caller OWNER = Caller.root("111122223333", "us-east-1");

  @Test
  void whatIsJudgedIsHeardAndWhatIsOnlyAskedIsNot() {
    List<Verdict> heard = new ArrayList<>();
    Gate gate = new Gate(() -> Snapshot.EMPTY, judgement -> heard.add(judgement.decision().verdict()));
    gate.admit(OWNER, ORIGIN, "us-east-1", FOREIGN);
    assertThatThrownBy(() -> gate.admit(STRANGER, ORIGIN, "us-east-1", FOREIGN)).isInstanceOf(AccessDenied.class);
    assertThat(gate.allows(STRANGER, ORIGIN, "us-east-1", FOREIGN)).isFalse();
    assertThat(gate.allows(OWNER, ORIGIN, "us-east-1", FOREIGN)).isTrue();
    assertThat(heard).containsExactly(Verdict.ALLOWED, Verdict.IMPLICITLY_DENIED);
  }

  @Test
  void theOpenGateRefusesNobody() {
    Gate.OPEN.admit(STRANGER, ORIGIN, "us-east-1", FOREIGN);
    assertThat(Gate.OPEN.allows(STRANGER, ORIGIN, "us-east-1", FOREIGN)).isTrue();
  }
}
