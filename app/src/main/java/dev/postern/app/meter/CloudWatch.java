package dev.postern.app.meter;

import dev.postern.app.control.Admission;
import dev.postern.core.action.Caller;
import dev.postern.core.authorize.AccessDenied;
import dev.postern.core.authorize.ask.RegionalAsks;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.CloudWatchError;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.shape.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;

/**
 * Amazon CloudWatch, the reading part of its metrics: what the meter counted. A metric that nothing counts here is not listed.
 * <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html">AWS</a>
 */
public final class CloudWatch implements AwsService {
  private static final int LARGEST_BODY = 1 << 20;

  private final Meter meter;
  private final Admission admission;
  private final List<Operation<?>> operations;

  /** @param honoured the members that it carries out, without list indices; a name covers everything below it */
  private record Operation<Q>(String name, Class<Q> request, Set<String> honoured, BiFunction<Q, Caller, SdkPojo> answer) {}

  public CloudWatch(Meter meter, Admission admission) {
    this.meter = meter;
    this.admission = admission;
    MetricQueries queries = new MetricQueries(meter);
    this.operations =
        List.of(
            new Operation<>(
                "ListMetrics", ListMetricsRequest.class, Set.of("Namespace", "MetricName", "Dimensions", "NextToken", "RecentlyActive"),
                new MetricList(meter)::list),
            new Operation<>(
                "GetMetricData", GetMetricDataRequest.class,
                Set.of(
                    "MetricDataQueries.Id", "MetricDataQueries.Label", "MetricDataQueries.ReturnData", "MetricDataQueries.MetricStat", "StartTime",
                    "EndTime", "NextToken", "ScanBy", "MaxDatapoints"),
                queries::data),
            new Operation<>(
                "GetMetricStatistics", GetMetricStatisticsRequest.class,
                Set.of("Namespace", "MetricName", "Dimensions", "StartTime", "EndTime", "Period", "Statistics", "Unit"), queries::statistics));
  }

  @Override
  public HttpReply handle(HttpCall call, Caller caller) {
    CloudWatchProtocol protocol = CloudWatchProtocol.of(call);
    String id = UUID.randomUUID().toString();
    try {
      byte[] body = call.bodyBytes(LARGEST_BODY);
      String name = protocol.operation(call, body).orElse("");
      Operation<?> operation =
          operations.stream().filter(o -> o.name.equals(name)).findFirst().orElseThrow(() -> CloudWatchError.INVALID_ACTION.with(name));
      return protocol.reply(name, answer(operation, protocol, call, body, caller), id);
    } catch (AwsException refusal) {
      return protocol.refusal(refusal, id);
    } catch (AccessDenied denied) {
      return protocol.refusal(CloudWatchError.ACCESS_DENIED.with(denied.text()), id);
    } catch (MeterStore.MeterException e) {
      System.getLogger(CloudWatch.class.getName()).log(System.Logger.Level.ERROR, e.getMessage(), e);
      return protocol.refusal(CloudWatchError.INTERNAL_SERVICE_ERROR.with(), id);
    }
  }

  private <Q> SdkPojo answer(Operation<Q> operation, CloudWatchProtocol protocol, HttpCall call, byte[] body, Caller caller) {
    Reading<Q> reading = protocol.read(operation.request, call, body);
    Optional<String> notBuilt = reading.outside(operation.honoured).or(() -> reading.unknown().stream().findFirst());
    if (notBuilt.isPresent()) {
      // AWS may know the member and Postern does not carry it out: said by name, because ignoring it would lie.
      throw CloudWatchError.INVALID_PARAMETER_VALUE.with("The parameter " + notBuilt.get() + " of " + operation.name + " is not built in Postern");
    }
    admission.admit(call, caller, RegionalAsks.CLOUDWATCH, operation.name, reading.request());
    meter.refresh();
    return operation.answer.apply(reading.request(), caller);
  }
}
