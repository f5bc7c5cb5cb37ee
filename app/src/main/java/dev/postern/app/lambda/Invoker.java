package dev.postern.app.lambda;

import dev.postern.app.control.Control;
import dev.postern.core.action.Caller;
import dev.postern.core.action.lambda.FunctionRef;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.LambdaError;
import dev.postern.core.model.Function;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import tools.jackson.core.JacksonException;

/** Answers {@code Invoke}: at once, later, or only whether it would. <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">AWS</a> */
final class Invoker implements AutoCloseable {
  private static final int LARGEST = 6_291_456;
  private static final int LARGEST_LATER = 1_048_576;

  private final Control control;
  private final Surroundings surroundings;
  private final Environments environments;
  private final EventQueue queue;

  Invoker(Path events, Control control, Surroundings surroundings, Environments environments, List<Duration> retries) {
    this.control = control;
    this.surroundings = surroundings;
    this.environments = environments;
    this.queue = new EventQueue(events, this::runLater, retries);
  }

  InvokeResponse invoke(Caller caller, InvokeRequest request, String requestId) throws InterruptedException {
    Function function = FunctionRef.of(caller, request.functionName(), request.qualifier()).find(control.current(), caller);
    String type = request.invocationTypeAsString() == null ? "RequestResponse" : request.invocationTypeAsString();
    byte[] payload = payload(request.payload(), type);
    Optional<String> context = clientContext(request.clientContext());
    boolean withLog = wantsLog(request.logTypeAsString());
    return switch (type) {
      case "RequestResponse" -> {
        requireReady(function);
        yield response(function, requestId, environments.invoke(function, requestId, payload, context), withLog);
      }
      case "Event" -> {
        queue.add(new EventQueue.Event(requestId, function.key(), payload, context, Instant.now(), 0));
        yield InvokeResponse.builder().statusCode(202).build();
      }
      case "DryRun" -> InvokeResponse.builder().statusCode(204).build();
      default ->
          throw LambdaError.VALIDATION.with(
              "1 validation error detected: Value '" + type + "' at 'invocationType' failed to satisfy constraint: "
                  + "Member must satisfy enum value set: [RequestResponse, DryRun, Event]");
    };
  }

  private InvokeResponse response(Function function, String requestId, Environment.Result result, boolean withLog) {
    InvokeResponse.Builder response = InvokeResponse.builder().statusCode(200).executedVersion(FunctionRef.LATEST);
    if (withLog) {
      response.logResult(Base64.getEncoder().encodeToString(result.log()));
    }
    return (switch (result.outcome()) {
          case Invocation.Answered(byte[] payload) -> response.payload(SdkBytes.fromByteArrayUnsafe(payload));
          case Invocation.Failed(byte[] error) -> failed(response, error);
          case Invocation.Exited(int status) -> failed(response, RuntimeApi.error("Runtime.ExitError", exit(requestId, status)));
          case Invocation.TimedOut _ -> {
            Duration timeout = Duration.ofSeconds(function.settings().timeoutSeconds());
            yield failed(response, Json.of("errorMessage", Environment.timedOut(requestId, timeout)));
          }
        })
        .build();
  }

  private static InvokeResponse.Builder failed(InvokeResponse.Builder response, byte[] error) {
    return response.functionError("Unhandled").payload(SdkBytes.fromByteArrayUnsafe(error));
  }

  /** A shell's status over 128 is a signal's. */
  private static String exit(String requestId, int status) {
    String reason =
        status == 0
            ? "Runtime exited without providing a reason"
            : status > 128 && status < 160 && status != 129
                ? "Runtime exited with error: signal: " + (status == 137 ? "killed" : String.valueOf(status - 128))
                : "Runtime exited with error: exit status " + status;
    return "RequestId: " + requestId + " Error: " + reason;
  }

  private EventQueue.Attempt runLater(EventQueue.Event event) throws InterruptedException {
    Optional<Function> function = control.current().find(Function.class, event.function());
    if (function.isEmpty()) {
      return EventQueue.Attempt.DONE;
    }
    if (!surroundings.isReady(function.get())) {
      return EventQueue.Attempt.NOT_RUN;
    }
    try {
      Environment.Result result = environments.invoke(function.get(), event.requestId(), event.payload(), event.clientContext());
      return result.outcome() instanceof Invocation.Answered ? EventQueue.Attempt.DONE : EventQueue.Attempt.FUNCTION_FAILED;
    } catch (AwsException _) {
      return EventQueue.Attempt.NOT_RUN;
    }
  }

  private void requireReady(Function function) {
    if (!surroundings.isReady(function)) {
      throw LambdaError.RESOURCE_CONFLICT.with(
          "The operation cannot be performed at this time. The function is currently in the following state: Pending");
    }
  }

  private static boolean wantsLog(@Nullable String logType) {
    if (logType != null && !logType.equals("None") && !logType.equals("Tail")) {
      throw LambdaError.VALIDATION.with(
          "1 validation error detected: Value '" + logType + "' at 'logType' failed to satisfy constraint: "
              + "Member must satisfy enum value set: [None, Tail]");
    }
    return "Tail".equals(logType);
  }

  /** No payload is an empty event. */
  private static byte[] payload(@Nullable SdkBytes given, String type) {
    byte[] payload = given == null ? "{}".getBytes(StandardCharsets.US_ASCII) : given.asByteArrayUnsafe();
    int largest = type.equals("Event") ? LARGEST_LATER : LARGEST;
    if (payload.length > largest) {
      throw LambdaError.REQUEST_TOO_LARGE.with("Request must be smaller than " + largest + " bytes for the InvokeFunction operation");
    }
    try {
      Json.check(payload);
    } catch (JacksonException e) {
      throw LambdaError.INVALID_REQUEST_CONTENT.with("Could not parse request body into json: " + e.getOriginalMessage());
    }
    return payload;
  }

  private static Optional<String> clientContext(@Nullable String base64) {
    try {
      if (base64 == null) {
        return Optional.empty();
      }
      byte[] json = Base64.getDecoder().decode(base64);
      Json.check(json);
      // It travels in a header: one line.
      return Optional.of(new String(json, StandardCharsets.UTF_8).replaceAll("[\\r\\n]+", " "));
    } catch (IllegalArgumentException | JacksonException _) {
      throw LambdaError.INVALID_REQUEST_CONTENT.with("Client context must be a valid Base64-encoded JSON object.");
    }
  }

  @Override
  public void close() {
    queue.close();
  }
}
