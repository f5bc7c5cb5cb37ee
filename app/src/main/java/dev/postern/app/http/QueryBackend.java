package dev.postern.app.http;

import dev.postern.app.control.Control;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.vpc.DefaultVpc;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.error.QueryError;
import dev.postern.core.state.Snapshot;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.http.Parameters;
import dev.postern.wire.query.QueryApi;
import dev.postern.wire.query.QueryReader;
import dev.postern.wire.query.QueryWriter;
import dev.postern.wire.shape.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkPojo;

/** One of the Query APIs: finds the operation, reads its request, has it applied and writes its response. */
public final class QueryBackend implements AwsService {
  private static final int LIMIT = 1 << 20;

  private final QueryApi api;
  private final Function<String, Optional<Operation<?, ?>>> operations;
  private final Control control;

  public QueryBackend(QueryApi api, Function<String, Optional<Operation<?, ?>>> operations, Control control) {
    this.api = api;
    this.operations = operations;
    this.control = control;
  }

  @Override
  public HttpReply handle(HttpCall call, Caller caller) {
    String requestId = UUID.randomUUID().toString();
    try {
      byte[] form = call.method().equals("POST") ? call.bodyBytes(LIMIT) : call.query().getBytes(StandardCharsets.UTF_8);
      Parameters parameters = api.protocol().parse(form);
      Operation<?, ?> operation = operation(parameters);
      return xml(200, QueryWriter.write(api, operation.name(), run(operation, parameters, caller), requestId), requestId);
    } catch (AwsException refusal) {
      return xml(refusal.status(), QueryWriter.error(api, refusal, requestId), requestId);
    }
  }

  private Operation<?, ?> operation(Parameters parameters) {
    String action =
        parameters.first("Action")
            .orElseThrow(() -> api == QueryApi.EC2 ? Ec2Error.MISSING_PARAMETER.with("Action") : QueryError.MISSING_ACTION.with());
    String version = parameters.first("Version").orElse(api.version());
    if (!version.equals(api.version())) {
      throw QueryError.NO_SUCH_VERSION.with(version, api.name().toLowerCase(Locale.ROOT));
    }
    return operations.apply(action)
        .orElseThrow(() -> api == QueryApi.EC2 ? Ec2Error.INVALID_ACTION.with(action) : QueryError.INVALID_ACTION.with(action, version));
  }

  private <Q, R> SdkPojo run(Operation<Q, R> operation, Parameters parameters, Caller caller) {
    Reading<Q> reading = QueryReader.read(api.protocol(), operation.request(), parameters);
    for (String given : reading.given()) {
      if (!operation.honours(given)) {
        throw api == QueryApi.EC2
            ? Ec2Error.UNKNOWN_PARAMETER.with(given)
            : QueryError.INVALID_QUERY_PARAMETER.with("The parameter " + given + " is not recognized");
      }
    }
    boolean dryRun = api == QueryApi.EC2 && parameters.first("DryRun").filter("true"::equalsIgnoreCase).isPresent();
    return (SdkPojo) control.execute(operation.action(), caller, reading.request(), prepare(caller), dryRun);
  }

  /** The first EC2 call of an account in a Region finds the default VPC there. */
  private UnaryOperator<Snapshot> prepare(Caller caller) {
    return api == QueryApi.EC2
        ? snapshot -> DefaultVpc.ensure(snapshot, caller.account(), caller.region(), control.facts())
        : UnaryOperator.identity();
  }

  private static HttpReply xml(int status, byte[] body, String requestId) {
    Headers headers = Headers.of("Content-Type", "text/xml;charset=UTF-8", "x-amzn-RequestId", requestId);
    return new HttpReply(status, headers, new HttpReply.Bytes(body));
  }
}
