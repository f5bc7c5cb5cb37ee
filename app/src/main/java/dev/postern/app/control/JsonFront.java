package dev.postern.app.control;

import dev.postern.app.store.Store;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Operation;
import dev.postern.core.authorize.AccessDenied;
import dev.postern.core.authorize.ask.Asking;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.QueryError;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.json.JsonApi;
import dev.postern.wire.json.JsonError;
import dev.postern.wire.json.JsonReader;
import dev.postern.wire.json.JsonWriter;
import dev.postern.wire.shape.Reading;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;

/** A service that speaks AWS JSON 1.1: finds the operation's row by {@code X-Amz-Target}, reads the request, applies its action, writes the answer. */
public final class JsonFront implements AwsService {
  private static final int LARGEST_BODY = 1 << 20;
  private static final System.Logger LOG = System.getLogger(JsonFront.class.getName());

  private final JsonApi api;
  private final Function<String, Optional<Operation<?, ?>>> operations;
  private final Asking asking;
  private final Control control;
  private final Admission admission;

  public JsonFront(JsonApi api, Function<String, Optional<Operation<?, ?>>> operations, Asking asking, Control control, Admission admission) {
    this.api = api;
    this.operations = operations;
    this.asking = asking;
    this.control = control;
    this.admission = admission;
  }

  @Override
  public HttpReply handle(HttpCall call, Caller caller) {
    try {
      String target = api.target() + ".";
      Operation<?, ?> operation =
          call.headers().first("X-Amz-Target")
              .filter(t -> t.startsWith(target))
              .flatMap(t -> operations.apply(t.substring(target.length())))
              .orElseThrow(JsonError.UNKNOWN_OPERATION::with);
      return reply(200, JsonWriter.write(execute(operation, call, caller)));
    } catch (AwsException refusal) {
      return reply(refusal.status(), JsonWriter.error(api.namespace(), refusal));
    } catch (AccessDenied denied) {
      return reply(JsonError.ACCESS_DENIED.status(), JsonWriter.error(api.namespace(), JsonError.ACCESS_DENIED.with(denied.text())));
    } catch (Store.StoreException e) {
      LOG.log(System.Logger.Level.ERROR, e.getMessage(), e);
      return reply(api.failure().status(), JsonWriter.error(api.namespace(), api.failure().with()));
    } catch (HttpCall.BodyTooLargeException _) {
      return reply(413, JsonWriter.error(api.namespace(), QueryError.REQUEST_ENTITY_TOO_LARGE.with()));
    }
  }

  private <Q, R> SdkPojo execute(Operation<Q, R> operation, HttpCall call, Caller caller) {
    Reading<Q> reading = JsonReader.read(operation.request(), call.bodyBytes(LARGEST_BODY));
    Optional<String> notBuilt = reading.outside(operation::honours).or(() -> reading.unknown().stream().findFirst());
    if (notBuilt.isPresent()) {
      // AWS may know the member and Postern does not carry it out: said by name, because ignoring it would lie.
      throw api.refusal().saying("The parameter " + notBuilt.get() + " of " + operation.name() + " is not built in Postern");
    }
    admission.admit(call, caller, asking, operation.name(), reading.request());
    R response = control.execute(operation.action(), caller, reading.request());
    if (response instanceof SdkPojo pojo) {
      return pojo;
    }
    throw new IllegalStateException(operation.name() + " answers with " + response);
  }

  private static HttpReply reply(int status, byte[] body) {
    Headers headers = Headers.of("Content-Type", "application/x-amz-json-1.1", "x-amzn-RequestId", UUID.randomUUID().toString());
    return new HttpReply(status, headers, new HttpReply.Bytes(body));
  }
}
