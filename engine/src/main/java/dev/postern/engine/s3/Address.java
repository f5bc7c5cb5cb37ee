package dev.postern.engine.s3;

import dev.postern.core.memo.Kept;
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
 * @param path percent-encoded; of a bucket's names the bucket first, of an access point's names without it
 * @param region of the endpoint, when the door or else the host name says it
 * @param label in front of the host name of access points and S3 Control, not of buckets; empty without
 */
record Address(Kind kind, String path, Optional<String> region, String label) {
  /** Whose host name it is. */
  enum Kind {
    BUCKETS,
    ACCESS_POINT,
    CONTROL
  }

  private record Form(Kind kind, Pattern pattern) {
    static Form of(Kind kind, String pattern) {
      return new Form(kind, Pattern.compile(pattern));
    }
  }

  private static final String REGION = "(?<region>[a-z]{2}(?:-[a-z]+)+-\\d)";
  private static final String ENDPOINT = "\\.vpce-[0-9a-f]+-[0-9a-z-]+\\.s3\\." + REGION + "\\.vpce\\.amazonaws\\.com";
  private static final String PUBLIC = "(?:\\.dualstack)?\\." + REGION + "\\.amazonaws\\.com";
  private static final String LOCAL = "\\.(?:" + REGION + "\\.)?localhost(?:\\..+)?";
  private static final String LABEL = "(?:(?<label>.+)\\.)?";

  /** The first that fits: what is an access point's or S3 Control's would be a bucket to the last ones. */
  private static final List<Form> FORMS = List.of(
      Form.of(Kind.ACCESS_POINT, LABEL + "s3-accesspoint" + PUBLIC),
      Form.of(Kind.ACCESS_POINT, LABEL + "accesspoint" + ENDPOINT),
      Form.of(Kind.ACCESS_POINT, LABEL + "s3-accesspoint" + LOCAL),
      Form.of(Kind.CONTROL, LABEL + "s3-control" + PUBLIC),
      Form.of(Kind.CONTROL, LABEL + "control" + ENDPOINT),
      Form.of(Kind.CONTROL, LABEL + "s3-control" + LOCAL),
      Form.of(Kind.BUCKETS, LABEL + "s3(?:[.-]dualstack)?(?:[.-]" + REGION + ")?\\.amazonaws\\.com"),
      Form.of(Kind.BUCKETS, LABEL + "bucket" + ENDPOINT),
      Form.of(Kind.BUCKETS, LABEL + "s3" + LOCAL),
      Form.of(Kind.BUCKETS, "(?<label>.+)\\.(?:" + REGION + "\\.)?localhost"));

  static Address of(HttpCall call) {
    Optional<String> byDoor = doorRegion(call.door());
    if (isControlByItself(call)) {
      return new Address(Kind.CONTROL, call.path(), byDoor, "");
    }
    Host host = Host.of(call.host());
    Optional<String> region = byDoor.or(host::region);
    return switch (host.kind) {
      case BUCKETS -> new Address(host.kind, host.label.isEmpty() ? call.path() : "/" + host.label + call.path(), region, "");
      case ACCESS_POINT, CONTROL -> new Address(host.kind, call.path(), region, host.label);
    };
  }

  /** What a host name says; most requests have one of a few. */
  private record Host(Kind kind, Optional<String> region, String label) {
    private static final int KEPT = 1024;
    private static final Kept<String, Host> KNOWN = new Kept<>(KEPT, Host::read);

    static Host of(String name) {
      return KNOWN.get(name);
    }

    private static Host read(String name) {
      for (Form form : FORMS) {
        Matcher host = form.pattern.matcher(name);
        if (host.matches()) {
          return new Host(form.kind, Optional.ofNullable(host.group("region")), Optional.ofNullable(host.group("label")).orElse(""));
        }
      }
      return new Host(Kind.BUCKETS, Optional.empty(), "");
    }
  }

  /** On Postern's own port every service has the same name: there a request to S3 Control is known by the header that S3 itself has not. */
  private static boolean isControlByItself(HttpCall call) {
    return call.door() instanceof Door.Api && call.path().startsWith(ControlOperation.VERSION + "/") && call.headers().first(Control.ACCOUNT).isPresent();
  }

  /** The Region of a door is where its service is, whatever name the client gave it. */
  private static Optional<String> doorRegion(Door door) {
    return switch (door) {
      case Door.Public(String region) -> Optional.of(region);
      case Door.Endpoint endpoint -> Optional.of(endpoint.serviceRegion());
      case Door.Api _, Door.Resolver _, Door.PublicResolver _, Door.Metadata _, Door.Balancer _ -> Optional.empty();
    };
  }
}
