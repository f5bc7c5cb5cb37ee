package dev.postern.core.action.elasticloadbalancing;

import dev.postern.core.model.TargetGroup;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;

/**
 * The members of a request that say how targets are checked; what is left out stays as it is.
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html">AWS</a>
 */
record HealthCheckRequest(
    @Nullable String protocol,
    @Nullable String port,
    @Nullable Boolean enabled,
    @Nullable String path,
    @Nullable Integer interval,
    @Nullable Integer timeout,
    @Nullable Integer healthy,
    @Nullable Integer unhealthy,
    @Nullable Matcher matcher) {
  static final TargetGroup.HealthCheck DEFAULT = new TargetGroup.HealthCheck(TargetGroup.Protocol.TCP, Optional.empty(), "/", "200-399", 30, 10, 5, 2);

  /** Of HTTP; AWS's default. */
  private static final int HTTP_TIMEOUT = 6;

  private static final Pattern MATCHER = Pattern.compile("[1-5]\\d\\d(-[1-5]\\d\\d)?(,[1-5]\\d\\d(-[1-5]\\d\\d)?)*");

  HealthCheckRequest(CreateTargetGroupRequest request) {
    this(
        request.healthCheckProtocolAsString(), request.healthCheckPort(), request.healthCheckEnabled(), request.healthCheckPath(),
        request.healthCheckIntervalSeconds(), request.healthCheckTimeoutSeconds(), request.healthyThresholdCount(), request.unhealthyThresholdCount(),
        request.matcher());
  }

  HealthCheckRequest(ModifyTargetGroupRequest request) {
    this(
        request.healthCheckProtocolAsString(), request.healthCheckPort(), request.healthCheckEnabled(), request.healthCheckPath(),
        request.healthCheckIntervalSeconds(), request.healthCheckTimeoutSeconds(), request.healthyThresholdCount(), request.unhealthyThresholdCount(),
        request.matcher());
  }

  /** The check as it is with this request. */
  TargetGroup.HealthCheck over(TargetGroup.HealthCheck before) {
    if (Boolean.FALSE.equals(enabled)) {
      throw Given.invalid("Health check enabled must be true for target groups with target type 'instance' or 'ip'");
    }
    TargetGroup.Protocol asked = protocol == null ? before.protocol() : protocol(protocol);
    boolean http = asked == TargetGroup.Protocol.HTTP;
    if (!http && (path != null || matcher != null)) {
      throw Given.invalid("Health check path and matcher are not supported for health checks with protocol 'TCP'");
    }
    int usual = http && before.protocol() != asked ? HTTP_TIMEOUT : before.timeout();
    int every = interval == null ? before.interval() : Given.within(interval, "HealthCheckIntervalSeconds", 5, 300);
    int patience = timeout == null ? Math.min(usual, every) : Given.within(timeout, "HealthCheckTimeoutSeconds", 2, 120);
    if (patience > every) {
      throw Given.invalid("Health check timeout '" + patience + "' must be smaller than or equal to the interval '" + every + "'");
    }
    return new TargetGroup.HealthCheck(
        asked,
        port == null ? before.port() : port(port),
        path == null ? before.path() : path(path),
        matcher == null || matcher.httpCode() == null ? before.matcher() : matcher(matcher.httpCode()),
        every,
        patience,
        healthy == null ? before.healthyThreshold() : Given.within(healthy, "HealthyThresholdCount", 2, 10),
        unhealthy == null ? before.unhealthyThreshold() : Given.within(unhealthy, "UnhealthyThresholdCount", 2, 10));
  }

  private static TargetGroup.Protocol protocol(String given) {
    return switch (given) {
      case "TCP" -> TargetGroup.Protocol.TCP;
      case "HTTP" -> TargetGroup.Protocol.HTTP;
      default -> throw Given.notBuilt("The health check protocol '" + given + "', but TCP and HTTP are: it");
    };
  }

  private static Optional<Integer> port(String given) {
    if (given.equals("traffic-port")) {
      return Optional.empty();
    }
    if (!given.matches("\\d{1,5}")) {
      throw Given.invalid("Health check port '" + given + "' must be 'traffic-port' or a number");
    }
    return Optional.of(Given.within(Integer.parseInt(given), "HealthCheckPort", 1, 65535));
  }

  private static String path(String given) {
    if (!given.startsWith("/") || given.length() > 1024 || !given.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw Given.invalid("Health check path '" + given + "' must begin with '/' and have at most 1024 printable characters");
    }
    return given;
  }

  private static String matcher(String given) {
    if (!MATCHER.matcher(given).matches()) {
      throw Given.invalid("Health check matcher HTTP code '" + given + "' must be within '200-599'");
    }
    return given;
  }
}
