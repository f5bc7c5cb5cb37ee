package dev.postern.app.meter;

import dev.postern.core.action.Caller;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.CloudWatchError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * The values of metrics by period. <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html">GetMetricData</a>,
 * <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html">GetMetricStatistics</a>
 */
final class MetricQueries {
  private static final int MOST_QUERIES = 500;
  private static final int MOST_DATAPOINTS = 100_800;
  private static final int MOST_STATISTICS = 1_440;
  private static final Pattern ID = Pattern.compile("[a-z][a-zA-Z0-9_]{0,254}");

  private final Meter meter;

  MetricQueries(Meter meter) {
    this.meter = meter;
  }

  GetMetricDataResponse data(GetMetricDataRequest request, Caller caller) {
    Instant start = required(request.startTime(), "StartTime");
    Instant end = required(request.endTime(), "EndTime");
    if (!start.isBefore(end)) {
      throw CloudWatchError.VALIDATION_ERROR.with("The parameter StartTime must be less than the parameter EndTime.");
    }
    if (request.metricDataQueries().isEmpty()) {
      throw CloudWatchError.MISSING_PARAMETER.with("MetricDataQueries");
    }
    if (request.metricDataQueries().size() > MOST_QUERIES) {
      throw CloudWatchError.VALIDATION_ERROR.with("The collection MetricDataQueries must not have a size greater than " + MOST_QUERIES + ".");
    }
    if (request.scanBy() == ScanBy.UNKNOWN_TO_SDK_VERSION) {
      throw CloudWatchError.VALIDATION_ERROR.with("The parameter ScanBy must be TimestampDescending or TimestampAscending.");
    }
    int room = Optional.ofNullable(request.maxDatapoints()).orElse(MOST_DATAPOINTS);
    if (room < 1 || room > MOST_DATAPOINTS) {
      throw CloudWatchError.VALIDATION_ERROR.with("The parameter MaxDatapoints must be from 1 to " + MOST_DATAPOINTS + ".");
    }
    boolean ascending = request.scanBy() == ScanBy.TIMESTAMP_ASCENDING;
    int skipped = request.nextToken() == null ? 0 : offset(request.nextToken());
    Page page = new Page(skipped, room);
    List<MetricDataResult> results = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (MetricDataQuery query : request.metricDataQueries()) {
      checkId(query.id(), ids);
      if (query.metricStat() == null) {
        throw CloudWatchError.MISSING_PARAMETER.with("MetricDataQueries.member." + ids.size() + ".MetricStat");
      }
      List<MeterStore.Datapoint> points = points(query.metricStat(), start, end, caller);
      if (!Boolean.FALSE.equals(query.returnData())) {
        results.add(result(query, ascending ? points : points.reversed(), page));
      }
    }
    return GetMetricDataResponse.builder().metricDataResults(results).nextToken(page.cut ? String.valueOf(skipped + room) : null).build();
  }

  /** A window on the datapoints of all results together. */
  private static final class Page {
    private int skip;
    private int room;
    private boolean cut;

    Page(int skip, int room) {
      this.skip = skip;
      this.room = room;
    }

    <T> List<T> of(List<T> points) {
      int from = Math.min(skip, points.size());
      int to = Math.min(points.size(), from + room);
      skip -= from;
      room -= to - from;
      cut |= to < points.size();
      return points.subList(from, to);
    }
  }

  private MetricDataResult result(MetricDataQuery query, List<MeterStore.Datapoint> points, Page page) {
    Statistic statistic = statistic(query.metricStat().stat());
    List<MeterStore.Datapoint> shown = page.of(points);
    return MetricDataResult.builder()
        .id(query.id())
        .label(label(query))
        .timestamps(shown.stream().map(MeterStore.Datapoint::start).toList())
        .values(shown.stream().map(statistic::of).toList())
        .statusCode(page.cut ? StatusCode.PARTIAL_DATA : StatusCode.COMPLETE)
        .build();
  }

  private static String label(MetricDataQuery query) {
    String label = query.label() == null ? query.metricStat().metric().metricName() : query.label();
    if (label.contains("${")) {
      throw CloudWatchError.INVALID_PARAMETER_VALUE.with("Dynamic labels in the parameter Label of GetMetricData are not built in Postern");
    }
    return label;
  }

  private List<MeterStore.Datapoint> points(MetricStat stat, Instant start, Instant end, Caller caller) {
    software.amazon.awssdk.services.cloudwatch.model.Metric metric = required(stat.metric(), "MetricStat.Metric");
    statistic(required(stat.stat(), "MetricStat.Stat"));
    int period = period(required(stat.period(), "MetricStat.Period"));
    return points(
        required(metric.namespace(), "MetricStat.Metric.Namespace"), required(metric.metricName(), "MetricStat.Metric.MetricName"), metric.dimensions(),
        stat.unitAsString(), period, start, end, caller);
  }

  GetMetricStatisticsResponse statistics(GetMetricStatisticsRequest request, Caller caller) {
    String namespace = required(request.namespace(), "Namespace");
    String name = required(request.metricName(), "MetricName");
    Instant start = required(request.startTime(), "StartTime");
    Instant end = required(request.endTime(), "EndTime");
    int period = period(required(request.period(), "Period"));
    if (request.statisticsAsStrings().isEmpty()) {
      throw CloudWatchError.MISSING_PARAMETER.with("Statistics");
    }
    request.statisticsAsStrings().forEach(MetricQueries::statistic);
    if (!start.isBefore(end)) {
      throw CloudWatchError.INVALID_PARAMETER_COMBINATION.with("The parameter StartTime must be less than the parameter EndTime.");
    }
    long most = Math.ceilDiv(Duration.between(start, end).toSeconds(), (long) period);
    if (most > MOST_STATISTICS) {
      throw CloudWatchError.INVALID_PARAMETER_COMBINATION.with(
          "You have requested up to %,d datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range."
              .formatted(most));
    }
    Metric.Unit unit = unit(namespace, name, caller).orElse(Metric.Unit.COUNT);
    List<Datapoint> datapoints =
        points(namespace, name, request.dimensions(), request.unitAsString(), period, start, end, caller).stream()
            .map(p -> view(p, request.statisticsAsStrings(), unit))
            .toList();
    return GetMetricStatisticsResponse.builder().label(name).datapoints(datapoints).build();
  }

  private Optional<Metric.Unit> unit(String namespace, String name, Caller caller) {
    return meter.store().metrics(caller.account(), caller.region(), Instant.EPOCH).stream()
        .filter(m -> m.namespace().equals(namespace) && m.name().equals(name))
        .map(Metric::unit)
        .findFirst();
  }

  private static Datapoint view(MeterStore.Datapoint point, List<String> statistics, Metric.Unit unit) {
    Datapoint.Builder view = Datapoint.builder().timestamp(point.start()).unit(unit.word);
    for (String word : statistics) {
      Statistic statistic = statistic(word);
      double value = statistic.of(point);
      switch (statistic) {
        case SAMPLE_COUNT -> view.sampleCount(value);
        case AVERAGE -> view.average(value);
        case SUM -> view.sum(value);
        case MINIMUM -> view.minimum(value);
        case MAXIMUM -> view.maximum(value);
      }
    }
    return view.build();
  }

  /** The datapoints by period, the oldest first; periods start at whole multiples of their length. A unit that the metric does not have finds nothing. */
  private List<MeterStore.Datapoint> points(
      String namespace, String name, List<Dimension> dimensions, @Nullable String unit, int period, Instant start, Instant end, Caller caller) {
    SortedMap<String, String> named = new TreeMap<>();
    dimensions.forEach(d -> named.put(required(d.name(), "Dimensions.member.N.Name"), required(d.value(), "Dimensions.member.N.Value")));
    Instant from = floor(start, Math.min(period, 3600));
    SortedMap<Instant, MeterStore.Datapoint> periods = new TreeMap<>();
    meter.store().metric(caller.account(), caller.region(), namespace, name, named)
        .filter(m -> unit == null || m.unit().word.equals(unit))
        .ifPresent(m -> meter.store().points(m, from, end, period)
            .forEach(p -> periods.merge(floor(p.start(), period), p, MetricQueries::together)));
    List<MeterStore.Datapoint> points = new ArrayList<>();
    periods.forEach((at, p) -> points.add(new MeterStore.Datapoint(at, p.samples(), p.sum(), p.min(), p.max())));
    return points;
  }

  private static MeterStore.Datapoint together(MeterStore.Datapoint a, MeterStore.Datapoint b) {
    return new MeterStore.Datapoint(a.start(), a.samples() + b.samples(), a.sum() + b.sum(), Math.min(a.min(), b.min()), Math.max(a.max(), b.max()));
  }

  private static Instant floor(Instant time, int seconds) {
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
  }

  private static Statistic statistic(String word) {
    return Statistic.of(word).orElseThrow(() -> CloudWatchError.INVALID_PARAMETER_VALUE.with("The statistic " + word + " is not built in Postern"));
  }

  private static int period(int seconds) {
    if (seconds < 60 || seconds % 60 != 0) {
      throw CloudWatchError.INVALID_PARAMETER_VALUE.with("The parameter Period must be a multiple of 60.");
    }
    return seconds;
  }

  private static void checkId(@Nullable String id, Set<String> ids) {
    String given = required(id, "MetricDataQueries.member." + (ids.size() + 1) + ".Id");
    if (!ID.matcher(given).matches()) {
      throw CloudWatchError.VALIDATION_ERROR.with(
          "The value " + given + " for parameter MetricDataQueries.member." + (ids.size() + 1) + ".Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.");
    }
    if (!ids.add(given)) {
      throw CloudWatchError.VALIDATION_ERROR.with("The values for parameter id in MetricDataQueries are not unique.");
    }
  }

  private static int offset(String token) {
    try {
      return Math.max(0, Integer.parseInt(token));
    } catch (NumberFormatException _) {
      throw CloudWatchError.INVALID_NEXT_TOKEN.with();
    }
  }

  private static <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  private static AwsException missing(String name) {
    return CloudWatchError.MISSING_PARAMETER.with(name);
  }
}
