package dev.postern.core.action.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.Seed;
import dev.postern.core.error.AwsException;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Resource;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** A snapshot that tests run actions against, one after the other, with fixed facts: the same test always sees the same ids. */
public final class Cloud {
  public final Caller caller;
  public Snapshot snapshot = Snapshot.EMPTY;
  public Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private final Map<String, Set<String>> realised = new HashMap<>();
  private final int salt;
  private int calls;

  public Cloud() {
    this("us-east-1");
  }

  public Cloud(String region) {
    this(Caller.root("000000000000", region), 0);
  }

  /** One of several callers who share a snapshot in turn: the ids that each makes differ. */
  public Cloud(Caller caller, int salt) {
    this.caller = caller;
    this.salt = salt;
  }

  /** Says that the kernel carries a resource of a network. */
  public void carries(String vpcId, String resourceId) {
    realised.computeIfAbsent(vpcId, _ -> new HashSet<>()).add(resourceId);
  }

  /** Applies the action and keeps what it decided. Parameters outside the operation's row, and tokens that SDKs add by themselves, fail the test. */
  public <Q extends SdkPojo, R> R run(Operation<Q, R> operation, Q request) {
    request.sdkFields().stream()
        .filter(f -> isGiven(f.getValueOrDefault(request)))
        .forEach(f -> assertThat(honours(operation, f.locationName())).as("%s honours %s", operation.name(), f.locationName()).isTrue());
    Applied<R> applied = operation.action().apply(snapshot, caller, request, facts());
    snapshot = applied.next();
    return applied.response().apply(new Observed(realised));
  }

  /** The refusal of an action, which must leave the snapshot as it was. */
  public <Q extends SdkPojo, R> AwsException refused(Operation<Q, R> operation, Q request) {
    Snapshot before = snapshot;
    Throwable thrown = catchThrowable(() -> run(operation, request));
    assertThat(thrown).as("%s is refused", operation.name()).isInstanceOf(AwsException.class);
    assertThat(snapshot).isSameAs(before);
    return (AwsException) thrown;
  }

  public <T extends Resource> T get(Class<T> type, Kind kind, String id) {
    return snapshot.find(type, Lookup.key(caller, kind, id)).orElseThrow();
  }

  public <T extends Resource> List<T> all(Class<T> type, Kind kind) {
    return snapshot.all(type, kind, caller.account(), caller.region());
  }

  /** Facts as the next call gets them. */
  public Facts facts() {
    return new Facts(now, new Seed(ByteBuffer.allocate(32).putInt(++calls).putInt(salt).array()), new Observed(realised));
  }

  /** Whether the row names the parameter or something below it. */
  private static boolean honours(Operation<?, ?> operation, String parameter) {
    return operation.honours(parameter) || operation.honoured().stream().anyMatch(h -> h.startsWith(parameter + "."));
  }

  private static boolean isGiven(@Nullable Object value) {
    return value != null && !(value instanceof List<?> list && list.isEmpty());
  }
}
