package dev.postern.app.observe;

import dev.postern.core.plan.Door;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The latest requests that came through public addresses and endpoints, the newest last; older ones are forgotten. */
public final class AccessRecords {
  private static final int KEPT = 10_000;

  private final Clock clock;
  private final Deque<AccessRecord> records = new ArrayDeque<>();

  public AccessRecords(Clock clock) {
    this.clock = clock;
  }

  /** The service, with every request to it recorded. */
  public AwsService recorded(String name, AwsService service) {
    return (call, caller) -> {
      HttpReply reply = service.handle(call, caller);
      add(name, call, reply.status());
      return reply;
    };
  }

  public List<AccessRecord> since(Instant time) {
    synchronized (records) {
      return records.stream().filter(r -> r.time().isAfter(time)).toList();
    }
  }

  private void add(String service, HttpCall call, int status) {
    switch (call.door()) {
      case Door.Public _ -> add(service, call, status, Optional.empty());
      case Door.Endpoint endpoint -> add(service, call, status, Optional.of(endpoint));
      case Door.Api _, Door.Resolver _, Door.PublicResolver _, Door.Metadata _ -> {}
    }
  }

  private void add(String service, HttpCall call, int status, Optional<Door.Endpoint> endpoint) {
    AccessRecord record =
        new AccessRecord(
            clock.instant(),
            service,
            call.host(),
            call.method(),
            call.path(),
            status,
            call.peer(),
            endpoint.map(Door.Endpoint::endpointId),
            endpoint.map(Door.Endpoint::vpcId));
    synchronized (records) {
      records.addLast(record);
      if (records.size() > KEPT) {
        records.removeFirst();
      }
    }
  }
}
