package dev.postern.app;

import dev.postern.app.control.Control;
import dev.postern.app.policy.Scenes;
import dev.postern.core.authorize.Guardrails;
import dev.postern.core.doctor.Clues;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.state.Snapshot;
import dev.postern.engine.s3.BucketAccessPoint;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.http.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code GET /_postern/policies[?bucket=]}: the policies of buckets and VPC endpoints, one a line, as {@link Scenes} has them. */
final class PolicyPaths {
  private final Control control;
  private final Supplier<List<Clues.Bucket>> buckets;
  private final Supplier<Optional<List<BucketAccessPoint>>> points;

  /** @param points empty for the access points of an engine that was attached, which are not known */
  PolicyPaths(Control control, Supplier<List<Clues.Bucket>> buckets, Supplier<Optional<List<BucketAccessPoint>>> points) {
    this.control = control;
    this.buckets = buckets;
    this.points = points;
  }

  HttpReply handle(HttpCall call) {
    Optional<String> bucket = Parameters.parse(call.query()).flatMap(parameters -> parameters.first("bucket"));
    Snapshot snapshot = control.current();
    List<VpcEndpoint> endpoints = snapshot.resources().values().stream().filter(VpcEndpoint.class::isInstance).map(VpcEndpoint.class::cast).toList();
    List<String> lines = new Scenes(buckets.get(), points.get(), endpoints, account -> Guardrails.of(snapshot, account), true).lines(bucket);
    if (bucket.isPresent() && lines.isEmpty()) {
      return HttpReply.of(404, "text/plain", "bucket " + bucket.get() + " has no policy, or there is none of that name\n");
    }
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return HttpReply.of(200, "application/x-ndjson", text.toString());
  }
}
