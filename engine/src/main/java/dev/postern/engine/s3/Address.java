package dev.postern.engine.s3;

import dev.postern.core.plan.Door;
import dev.postern.wire.http.HttpCall;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request went: virtual-hosted requests are turned into path style.
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html">AWS</a>,
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html">of interface endpoints</a>
 *
 * @param path percent-encoded, the bucket first
 * @param region of the endpoint, when the door or else the host name says it
 * @param notBuilt what the host name is for when that is not a bucket
 */
record Address(String path, Optional<String> region, Optional<String> notBuilt) {
  private static final String REGION = "(?<region>[a-z]{2}(?:-[a-z]+)+-\\d)";
  private static final String ENDPOINT = "\\.vpce-[0-9a-f]+-[0-9a-z-]+\\.s3\\." + REGION + "\\.vpce\\.amazonaws\\.com";
  private static final List<Pattern> HOSTS = List.of(
      Pattern.compile("(?:(?<bucket>.+)\\.)?s3(?:[.-]dualstack)?(?:[.-]" + REGION + ")?\\.amazonaws\\.com"),
      Pattern.compile("(?:(?<bucket>.+)\\.)?bucket" + ENDPOINT),
      Pattern.compile("(?:(?<bucket>.+)\\.)?s3\\.(?:" + REGION + "\\.)?localhost(?:\\..+)?"),
      Pattern.compile("(?<bucket>.+)\\.(?:" + REGION + "\\.)?localhost"));
  private static final Pattern ACCESS_POINT = Pattern.compile("(?:.+\\.)?(?:accesspoint" + ENDPOINT + "|s3-accesspoint\\..+)");
  private static final Pattern CONTROL = Pattern.compile("(?:.+\\.)?(?:control" + ENDPOINT + "|s3-control\\..+)");

  static Address of(HttpCall call) {
    Optional<String> byDoor = doorRegion(call.door());
    for (Pattern form : HOSTS) {
      Matcher host = form.matcher(call.host());
      if (host.matches()) {
        Optional<String> region = byDoor.or(() -> Optional.ofNullable(host.group("region")));
        String path = Optional.ofNullable(host.group("bucket")).map(b -> "/" + b + call.path()).orElse(call.path());
        return new Address(path, region, Optional.empty());
      }
    }
    Optional<String> notBuilt =
        ACCESS_POINT.matcher(call.host()).matches() ? Optional.of("S3 access points")
            : CONTROL.matcher(call.host()).matches() ? Optional.of("Amazon S3 Control") : Optional.empty();
    return new Address(call.path(), byDoor, notBuilt);
  }

  /** The Region of a door is where its service is, whatever name the client gave it. */
  private static Optional<String> doorRegion(Door door) {
    return switch (door) {
      case Door.Public(String region) -> Optional.of(region);
      case Door.Endpoint endpoint -> Optional.of(endpoint.serviceRegion());
      case Door.Api _, Door.Resolver _, Door.PublicResolver _, Door.Metadata _ -> Optional.empty();
    };
  }
}
