package dev.postern.app.control;

import dev.postern.app.store.Store;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Ec2Operations;
import dev.postern.core.action.ec2.vpc.DefaultVpc;
import dev.postern.core.action.elasticloadbalancing.ElasticLoadBalancingOperations;
import dev.postern.core.action.iam.IamOperations;
import dev.postern.core.action.sts.Credential;
import dev.postern.core.action.sts.StsOperations;
import dev.postern.core.authorize.AccessDenied;
import dev.postern.core.authorize.ask.Asking;
import dev.postern.core.authorize.ask.Ec2Asks;
import dev.postern.core.authorize.ask.IamAsks;
import dev.postern.core.authorize.ask.LoadBalancingAsks;
import dev.postern.core.authorize.ask.StsAsks;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.error.QueryError;
import dev.postern.core.error.StsError;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;

/** A service that speaks a Query protocol (EC2, IAM, STS, Elastic Load Balancing): reads the request, finds the operation's row, applies its action, writes the answer. */
public final class QueryFront implements AwsService {
  private static final int LARGEST_BODY = 1 << 20;
  private static final System.Logger LOG = System.getLogger(QueryFront.class.getName());

  private final QueryApi api;
  private final Function<String, Optional<Operation<?, ?>>> operations;
  private final Asking asking;
  private final Applier applier;
  private final Admission admission;

  private QueryFront(QueryApi api, Function<String, Optional<Operation<?, ?>>> operations, Asking asking, Applier applier, Admission admission) {
    this.api = api;
    this.operations = operations;
    this.asking = asking;
    this.applier = applier;
    this.admission = admission;
  }

  /** @param more operations that need what a pure action cannot have, such as a file, or that walk the network */
  public static QueryFront ec2(Applier applier, Admission admission, List<Operation<?, ?>> more) {
    Function<String, Optional<Operation<?, ?>>> find =
        name -> more.stream().filter(o -> o.name().equals(name)).<Operation<?, ?>>map(o -> o).findFirst().or(() -> Ec2Operations.find(name));
    return new QueryFront(QueryApi.EC2, find, Ec2Asks::of, applier, admission);
  }

  public static QueryFront iam(Applier applier, Admission admission) {
    return new QueryFront(QueryApi.IAM, IamOperations::find, IamAsks::of, applier, admission);
  }

  public static QueryFront sts(Applier applier, Admission admission) {
    return new QueryFront(QueryApi.STS, StsOperations::find, StsAsks::of, applier, admission);
  }

  /** @param more operations that need what is observed of targets */
  public static QueryFront elasticLoadBalancing(Applier applier, Admission admission, List<Operation<?, ?>> more) {
    Function<String, Optional<Operation<?, ?>>> find =
        name ->
            more.stream().filter(o -> o.name().equals(name)).<Operation<?, ?>>map(o -> o).findFirst().or(() -> ElasticLoadBalancingOperations.find(name));
    return new QueryFront(QueryApi.ELASTIC_LOAD_BALANCING, find, LoadBalancingAsks::of, applier, admission);
  }

  @Override
  public HttpReply handle(HttpCall call, Caller caller) {
    String requestId = UUID.randomUUID().toString();
    try {
      return reply(200, answer(call, caller, requestId), requestId);
    } catch (AwsException refusal) {
      return reply(refusal.status(), QueryWriter.error(api, refusal, requestId), requestId);
    } catch (AccessDenied denied) {
      AwsException refusal = inItsWords(denied);
      return reply(refusal.status(), QueryWriter.error(api, refusal, requestId), requestId);
    } catch (Store.StoreException e) {
      LOG.log(System.Logger.Level.ERROR, e.getMessage(), e);
      return reply(500, QueryWriter.error(api, internalError(), requestId), requestId);
    } catch (HttpCall.BodyTooLargeException _) {
      return reply(413, QueryWriter.error(api, QueryError.REQUEST_ENTITY_TOO_LARGE.with(), requestId), requestId);
    }
  }

  private byte[] answer(HttpCall call, Caller caller, String requestId) {
    byte[] form = call.method().equals("GET") ? call.query().getBytes(StandardCharsets.UTF_8) : call.bodyBytes(LARGEST_BODY);
    Parameters parameters = api.protocol().parse(form);
    String name = parameters.first("Action").orElseThrow(this::missingAction);
    String version = parameters.first("Version").orElse(api.version());
    if (!version.equals(api.version())) {
      throw QueryError.NO_SUCH_VERSION.with(version, api.name().toLowerCase(Locale.ROOT));
    }
    Operation<?, ?> operation = operations.apply(name).orElseThrow(() -> unknown(name, version));
    return QueryWriter.write(api, name, execute(operation, parameters, call, caller), requestId);
  }

  private <Q, R> SdkPojo execute(Operation<Q, R> operation, Parameters parameters, HttpCall call, Caller caller) {
    Reading<Q> reading = QueryReader.read(api.protocol(), operation.request(), parameters);
    reading.outside(operation::honours).ifPresent(p -> {
      throw notHonoured(operation.name(), p);
    });
    if (api == QueryApi.IAM && !Credential.of(caller).isKnownToIam()) {
      throw StsError.INVALID_CLIENT_TOKEN_ID.with();
    }
    admission.admit(call, caller, asking, operation.name(), reading.request());
    boolean dryRun = parameters.first("DryRun").filter("true"::equalsIgnoreCase).isPresent();
    R response = applier.execute(operation.action(), caller, reading.request(), s -> prepare(s, caller), dryRun);
    if (response instanceof SdkPojo pojo) {
      return pojo;
    }
    throw new IllegalStateException(operation.name() + " answers with " + response);
  }

  private Snapshot prepare(Snapshot snapshot, Caller caller) {
    return switch (api) {
      case EC2 -> DefaultVpc.ensure(snapshot, caller.account(), caller.region(), applier.facts());
      case IAM, STS, ELASTIC_LOAD_BALANCING, CLOUDWATCH -> snapshot;
    };
  }

  private AwsException missingAction() {
    return switch (api) {
      case EC2 -> Ec2Error.MISSING_PARAMETER.with("Action");
      case IAM, STS, ELASTIC_LOAD_BALANCING, CLOUDWATCH -> QueryError.MISSING_ACTION.with();
    };
  }

  private AwsException unknown(String name, String version) {
    return switch (api) {
      case EC2 -> Ec2Error.INVALID_ACTION.with(name);
      case IAM, STS, ELASTIC_LOAD_BALANCING, CLOUDWATCH -> QueryError.INVALID_ACTION.with(name, version);
    };
  }

  /** AWS knows the parameter and Postern does not carry it out: said by name, because ignoring it would lie. */
  private AwsException notHonoured(String operation, String parameter) {
    String message = "The parameter " + parameter + " of " + operation + " is not built in Postern";
    return switch (api) {
      case EC2 -> Ec2Error.UNSUPPORTED_OPERATION.with(message);
      case IAM, STS, ELASTIC_LOAD_BALANCING, CLOUDWATCH -> QueryError.VALIDATION_ERROR.with(message);
    };
  }

  private AwsException inItsWords(AccessDenied denied) {
    return switch (api) {
      case EC2 -> Ec2Error.UNAUTHORIZED_OPERATION.with(denied.text());
      case IAM, STS, ELASTIC_LOAD_BALANCING, CLOUDWATCH -> QueryError.ACCESS_DENIED.with(denied.text());
    };
  }

  private AwsException internalError() {
    return switch (api) {
      case EC2 -> Ec2Error.INTERNAL_ERROR.with();
      case IAM, STS, ELASTIC_LOAD_BALANCING, CLOUDWATCH -> QueryError.INTERNAL_FAILURE.with();
    };
  }

  private static HttpReply reply(int status, byte[] body, String requestId) {
    Headers headers = Headers.of("Content-Type", "text/xml;charset=UTF-8", "x-amzn-RequestId", requestId);
    return new HttpReply(status, headers, new HttpReply.Bytes(body));
  }
}
