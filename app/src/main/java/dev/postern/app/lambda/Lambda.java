package dev.postern.app.lambda;

import dev.postern.app.control.Admission;
import dev.postern.app.control.Control;
import dev.postern.core.action.Caller;
import dev.postern.core.action.lambda.CreateFunction;
import dev.postern.core.action.lambda.LambdaActions;
import dev.postern.core.action.lambda.UpdateFunctionCode;
import dev.postern.core.action.lambda.UpdateFunctionConfiguration;
import dev.postern.core.authorize.AccessDenied;
import dev.postern.core.authorize.ask.LambdaAsks;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.LambdaError;
import dev.postern.core.model.Function;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.rest.RestBinding;
import dev.postern.wire.rest.RestMatch;
import dev.postern.wire.rest.RestProtocol;
import dev.postern.wire.rest.RestReader;
import dev.postern.wire.rest.RestTable;
import dev.postern.wire.rest.RestWriter;
import dev.postern.wire.shape.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.FunctionCode;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionCodeSigningConfigRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetPolicyRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListTagsRequest;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionRequest;
import software.amazon.awssdk.services.lambda.model.TagResourceRequest;
import software.amazon.awssdk.services.lambda.model.UntagResourceRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;

/** The Lambda API (2015-03-31): REST JSON in and out, functions stored by their actions and run by {@link Environments}. */
public final class Lambda implements AwsService, AutoCloseable {
  private static final int LARGEST_BODY = 70_167_211;
  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final String FUNCTION = "/2015-03-31/functions/{FunctionName}";
  private static final String TAGS = "/2017-03-31/tags/{Resource}";
  private static final System.Logger LOG = System.getLogger(Lambda.class.getName());

  private final Control control;
  private final Admission admission;
  private final CodeStore code;
  private final Runtimes runtimes;
  private final ObjectSource objects;
  private final Environments environments;
  private final Invoker invoker;
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("lambda-sweep").factory());
  private final Map<String, Route<?>> routes;
  private final RestTable table;

  /** @param directory for code, logs, and the events that wait */
  public Lambda(Path directory, Control control, Admission admission, Surroundings surroundings, ObjectSource objects) {
    this(directory, control, admission, surroundings, objects, EventQueue.RETRIES);
  }

  Lambda(Path directory, Control control, Admission admission, Surroundings surroundings, ObjectSource objects, List<Duration> retries) {
    this.control = control;
    this.admission = admission;
    this.objects = objects;
    code = new CodeStore(directory.resolve("code"));
    runtimes = new Runtimes(directory.resolve("runtime"));
    environments = new Environments(directory, surroundings, new RoleSessions(control), code, runtimes);
    invoker = new Invoker(directory.resolve("events"), control, surroundings, environments, retries);
    List<Route<?>> rows = rows();
    routes = rows.stream().collect(Collectors.toUnmodifiableMap(r -> r.binding().operation(), r -> r));
    table = new RestTable(RestProtocol.JSON, rows.stream().<RestBinding<?>>map(Route::binding).toList());
    sweeper.scheduleWithFixedDelay(this::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
  }

  private List<Route<?>> rows() {
    Route.Commit commit = control::execute;
    return List.of(
        Route.of(
            RestBinding.of("CreateFunction", "POST", "/2015-03-31/functions", CreateFunctionRequest.class).answering(201),
            this::create,
            "FunctionName",
            "Runtime",
            "Role",
            "Handler",
            "Code.ZipFile",
            "Code.S3Bucket",
            "Code.S3Key",
            "Description",
            "Timeout",
            "MemorySize",
            "Publish",
            "VpcConfig",
            "PackageType",
            "Environment",
            "TracingConfig",
            "Tags",
            "Layers",
            "Architectures",
            "EphemeralStorage",
            "SnapStart"),
        Route.of(
            RestBinding.of("ListFunctions", "GET", "/2015-03-31/functions", ListFunctionsRequest.class),
            commit,
            LambdaActions::list,
            "FunctionVersion",
            "Marker",
            "MaxItems"),
        Route.of(
            RestBinding.of("GetFunction", "GET", FUNCTION, GetFunctionRequest.class), commit, LambdaActions::get, "FunctionName", "Qualifier"),
        Route.of(
            RestBinding.of("DeleteFunction", "DELETE", FUNCTION, DeleteFunctionRequest.class).answering(204),
            commit,
            LambdaActions::delete,
            "FunctionName",
            "Qualifier"),
        Route.of(
            RestBinding.of("GetFunctionConfiguration", "GET", FUNCTION + "/configuration", GetFunctionConfigurationRequest.class),
            commit,
            LambdaActions::getConfiguration,
            "FunctionName",
            "Qualifier"),
        Route.of(
            RestBinding.of("UpdateFunctionConfiguration", "PUT", FUNCTION + "/configuration", UpdateFunctionConfigurationRequest.class),
            this::updateConfiguration,
            "FunctionName",
            "Runtime",
            "Role",
            "Handler",
            "Description",
            "Timeout",
            "MemorySize",
            "VpcConfig",
            "Environment",
            "TracingConfig",
            "RevisionId",
            "Layers",
            "EphemeralStorage",
            "SnapStart"),
        Route.of(
            RestBinding.of("UpdateFunctionCode", "PUT", FUNCTION + "/code", UpdateFunctionCodeRequest.class),
            this::updateCode,
            "FunctionName",
            "ZipFile",
            "S3Bucket",
            "S3Key",
            "Architectures",
            "Publish",
            "DryRun",
            "RevisionId"),
        Route.of(
            RestBinding.of("Invoke", "POST", FUNCTION + "/invocations", InvokeRequest.class),
            (caller, request, requestId) -> invoker.invoke(caller, request, requestId),
            "FunctionName",
            "Qualifier",
            "X-Amz-Invocation-Type",
            "X-Amz-Log-Type",
            "X-Amz-Client-Context",
            "Payload"),
        Route.of(
            RestBinding.of("GetPolicy", "GET", FUNCTION + "/policy", GetPolicyRequest.class),
            commit,
            LambdaActions::getPolicy,
            "FunctionName",
            "Qualifier"),
        Route.of(
            RestBinding.of("ListVersionsByFunction", "GET", FUNCTION + "/versions", ListVersionsByFunctionRequest.class),
            commit,
            LambdaActions::listVersions,
            "FunctionName",
            "MaxItems"),
        Route.of(
            RestBinding.of(
                "GetFunctionConcurrency", "GET", "/2019-09-30/functions/{FunctionName}/concurrency", GetFunctionConcurrencyRequest.class),
            commit,
            LambdaActions::getConcurrency,
            "FunctionName"),
        Route.of(
            RestBinding.of(
                "GetFunctionCodeSigningConfig",
                "GET",
                "/2020-06-30/functions/{FunctionName}/code-signing-config",
                GetFunctionCodeSigningConfigRequest.class),
            commit,
            LambdaActions::getCodeSigning,
            "FunctionName"),
        Route.of(RestBinding.of("ListTags", "GET", TAGS, ListTagsRequest.class), commit, LambdaActions::listTags, "Resource"),
        Route.of(
            RestBinding.of("TagResource", "POST", TAGS, TagResourceRequest.class).answering(204), commit, LambdaActions::tag, "Resource", "Tags"),
        Route.of(
            RestBinding.of("UntagResource", "DELETE", TAGS, UntagResourceRequest.class).answering(204),
            commit,
            LambdaActions::untag,
            "Resource",
            "tagKeys"));
  }

  @Override
  public HttpReply handle(HttpCall call, Caller caller) {
    String requestId = UUID.randomUUID().toString();
    HttpReply reply;
    try {
      Optional<RestMatch> match = table.match(call.method(), call.path(), call.query(), call.headers());
      reply = match.isPresent() ? answer(routes.get(match.get().binding().operation()), match.get(), call, caller, requestId) : unknown();
    } catch (AwsException refusal) {
      reply = RestWriter.jsonError(refusal);
    } catch (AccessDenied denied) {
      reply = RestWriter.jsonError(LambdaError.ACCESS_DENIED.with(denied.text()));
    } catch (HttpCall.BodyTooLargeException _) {
      reply =
          RestWriter.jsonError(
              LambdaError.REQUEST_TOO_LARGE.with("Request must be smaller than " + LARGEST_BODY + " bytes for the operation"));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      reply = RestWriter.jsonError(LambdaError.SERVICE.with("Postern is stopping."));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, call.method() + " " + call.path(), e);
      reply = RestWriter.jsonError(LambdaError.SERVICE.with("An internal error has occurred."));
    }
    reply.headers().set("x-amzn-RequestId", requestId);
    return reply;
  }

  private static HttpReply unknown() {
    return RestWriter.jsonError(LambdaError.UNKNOWN_OPERATION.with());
  }

  private <Q> HttpReply answer(@Nullable Route<Q> route, RestMatch match, HttpCall call, Caller caller, String requestId)
      throws InterruptedException {
    if (route == null) {
      return unknown();
    }
    Reading<Q> reading = RestReader.read(RestProtocol.JSON, route.binding(), match, call.headers(), call.bodyBytes(LARGEST_BODY));
    reading
        .outside(route.honoured())
        .or(() -> reading.unknown().stream().findFirst())
        .ifPresent(
            name -> {
              throw LambdaError.INVALID_PARAMETER_VALUE.with(
                  "The parameter " + name + " of " + route.binding().operation() + " is not built in Postern");
            });
    admission.admit(call, caller, LambdaAsks::of, route.binding().operation(), reading.request());
    return RestWriter.write(RestProtocol.JSON, route.binding(), route.answer().to(caller, reading.request(), requestId));
  }

  private FunctionConfiguration create(Caller caller, CreateFunctionRequest request, String requestId) {
    if (request.runtimeAsString() != null) {
      runtimes.require(request.runtimeAsString());
    }
    FunctionCode given = request.code() == null ? FunctionCode.builder().build() : request.code();
    return control.execute(
        new CreateFunction(stored(caller, given.zipFile(), given.s3Bucket(), given.s3Key(), request.architecturesAsStrings())), caller, request);
  }

  private FunctionConfiguration updateCode(Caller caller, UpdateFunctionCodeRequest request, String requestId) {
    return control.execute(
        new UpdateFunctionCode(stored(caller, request.zipFile(), request.s3Bucket(), request.s3Key(), request.architecturesAsStrings())),
        caller,
        request);
  }

  private FunctionConfiguration updateConfiguration(Caller caller, UpdateFunctionConfigurationRequest request, String requestId) {
    if (request.runtimeAsString() != null) {
      runtimes.require(request.runtimeAsString());
    }
    return control.execute(new UpdateFunctionConfiguration(), caller, request);
  }

  private Function.Code stored(
      Caller caller, @Nullable SdkBytes zip, @Nullable String bucket, @Nullable String key, List<String> architectures) {
    if (zip != null && (bucket != null || key != null)) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with("Please do not provide other FunctionCode parameters when providing a ZipFile.");
    }
    List<String> runsOn = Architecture.require(architectures);
    if (zip != null) {
      return code.store(zip.asByteArrayUnsafe(), runsOn, true);
    }
    if (bucket == null || key == null) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with("Please provide a source for function code.");
    }
    return code.store(object(caller, bucket, key), runsOn, false);
  }

  /** Lambda passes on what S3 answered to it. */
  private byte[] object(Caller caller, String bucket, String key) {
    try {
      return objects.read(caller, bucket, key);
    } catch (AwsException e) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with(
          "Error occurred while GetObject. S3 Error Code: " + e.code() + ". S3 Error Message: " + e.text());
    }
  }

  private void sweep() {
    try {
      environments.sweep(control.current());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot clean up after functions: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
    invoker.close();
    environments.close();
  }
}
