package dev.postern.app.meter;

import dev.postern.core.action.Caller;
import dev.postern.core.error.CloudWatchError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;

/** The metrics that had a datapoint in the last two weeks. <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html">AWS</a> */
final class MetricList {
  private static final Duration LISTED = Duration.ofDays(14);
  private static final Duration RECENTLY = Duration.ofHours(3);
  private static final int PAGE = 500;

  private final Meter meter;

  MetricList(Meter meter) {
    this.meter = meter;
  }

  ListMetricsResponse list(ListMetricsRequest request, Caller caller) {
    if (request.recentlyActive() != null && !request.recentlyActiveAsString().equals("PT3H")) {
      throw CloudWatchError.INVALID_PARAMETER_VALUE.with("The parameter RecentlyActive must be PT3H.");
    }
    String after = request.nextToken() == null ? "" : decoded(request.nextToken());
    Instant since = meter.now().minus(request.recentlyActive() == null ? LISTED : RECENTLY);
    List<Metric> metrics =
        meter.store().metrics(caller.account(), caller.region(), since).stream()
            .filter(m -> matches(request, m) && order(m).compareTo(after) > 0)
            .sorted((a, b) -> order(a).compareTo(order(b)))
            .limit(PAGE + 1L)
            .toList();
    List<Metric> page = metrics.subList(0, Math.min(PAGE, metrics.size()));
    return ListMetricsResponse.builder()
        .metrics(page.stream().map(MetricList::view).toList())
        .nextToken(metrics.size() > PAGE ? encoded(order(page.getLast())) : null)
        .build();
  }

  private static boolean matches(ListMetricsRequest request, Metric metric) {
    if (request.namespace() != null && !request.namespace().equals(metric.namespace()) || request.metricName() != null && !request.metricName().equals(metric.name())) {
      return false;
    }
    for (DimensionFilter filter : request.dimensions()) {
      String value = metric.dimensions().get(filter.name());
      if (value == null || filter.value() != null && !filter.value().equals(value)) {
        return false;
      }
    }
    return true;
  }

  private static software.amazon.awssdk.services.cloudwatch.model.Metric view(Metric metric) {
    return software.amazon.awssdk.services.cloudwatch.model.Metric.builder()
        .namespace(metric.namespace())
        .metricName(metric.name())
        .dimensions(metric.dimensions().entrySet().stream().map(d -> Dimension.builder().name(d.getKey()).value(d.getValue()).build()).toList())
        .build();
  }

  private static String order(Metric metric) {
    return metric.namespace() + "\n" + metric.name() + "\n"
        + metric.dimensions().entrySet().stream().map(d -> d.getKey() + "=" + d.getValue()).collect(Collectors.joining("\n"));
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw CloudWatchError.INVALID_NEXT_TOKEN.with();
    }
  }
}
