package dev.postern.engine.s3;

import dev.postern.core.plan.Door;
import dev.postern.wire.http.HttpCall;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request went: virtual-hosted requests are turned into path style.
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html">AWS</a>
 *
 * @param path percent-encoded, the bucket first
 * @param region of the endpoint, when the door or else the host name says it
 */
record Address(String path, Optional<String> region) {
  private static final String REGION = "(?<region>[a-z]{2}(?:-[a-z]+)+-\\d)";
  private static final List<Pattern> HOSTS = List.of(
      Pattern.compile("(?:(?<bucket>.+)\\.)?s3(?:[.-]dualstack)?(?:[.-]" + REGION + ")?\\.amazonaws\\.com"),
      Pattern.compile("(?:(?<bucket>.+)\\.)?s3\\.(?:" + REGION + "\\.)?localhost(?:\\..+)?"),
      Pattern.compile("(?<bucket>.+)\\.(?:" + REGION + "\\.)?localhost"));

  static Address of(HttpCall call) {
    for (Pattern form : HOSTS) {
      Matcher host = form.matcher(call.host());
      if (host.matches()) {
        Optional<String> region = doorRegion(call.door()).or(() -> Optional.ofNullable(host.group("region")));
        return new Address(Optional.ofNullable(host.group("bucket")).map(b -> "/" + b + call.path()).orElse(call.path()), region);
      }
    }
    return new Address(call.path(), doorRegion(call.door()));
  }

  /** The Region of an endpoint is where it is, whatever name the client gave it. */
  private static Optional<String> doorRegion(Door door) {
    return switch (door) {
      case Door.Public(String region) -> Optional.of(region);
      case Door.Endpoint endpoint -> Optional.of(endpoint.region());
      case Door.Api _, Door.Resolver _, Door.PublicResolver _, Door.Metadata _ -> Optional.empty();
    };
  }
}
