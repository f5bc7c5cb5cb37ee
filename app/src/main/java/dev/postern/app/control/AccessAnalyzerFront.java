package dev.postern.app.control;

import dev.postern.app.store.Store;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Operation;
import dev.postern.core.action.accessanalyzer.CheckAccessNotGranted;
import dev.postern.core.action.accessanalyzer.CheckNoNewAccess;
import dev.postern.core.action.accessanalyzer.CheckNoPublicAccess;
import dev.postern.core.authorize.AccessDenied;
import dev.postern.core.authorize.ask.RegionalAsks;
import dev.postern.core.error.AccessAnalyzerError;
import dev.postern.core.error.AwsException;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkPojo;

/** The policy checks of the IAM Access Analyzer API (2019-11-01), which is REST JSON: finds the operation's row by method and path, answers. */
public final class AccessAnalyzerFront implements AwsService {
  private static final int LARGEST_BODY = 1 << 20;
  private static final System.Logger LOG = System.getLogger(AccessAnalyzerFront.class.getName());

  private static final List<Row<?, ?>> ROWS =
      List.of(
          row(CheckNoNewAccess.OPERATION, "/policy/check-no-new-access"),
          row(CheckAccessNotGranted.OPERATION, "/policy/check-access-not-granted"),
          row(CheckNoPublicAccess.OPERATION, "/policy/check-no-public-access"));

  private static final RestTable TABLE = new RestTable(RestProtocol.JSON, ROWS.stream().<RestBinding<?>>map(Row::binding).toList());
  private static final Map<RestBinding<?>, Row<?, ?>> BY_BINDING = ROWS.stream().collect(Collectors.toUnmodifiableMap(Row::binding, Function.identity()));

  private final Control control;
  private final Admission admission;

  public AccessAnalyzerFront(Control control, Admission admission) {
    this.control = control;
    this.admission = admission;
  }

  private record Row<Q, R>(RestBinding<Q> binding, Operation<Q, R> operation) {}

  private static <Q, R> Row<Q, R> row(Operation<Q, R> operation, String path) {
    return new Row<>(RestBinding.of(operation.name(), "POST", path, operation.request()), operation);
  }

  @Override
  public HttpReply handle(HttpCall call, Caller caller) {
    HttpReply reply;
    try {
      RestMatch match = TABLE.match(call.method(), call.path(), call.query(), call.headers()).orElseThrow(AccessAnalyzerError.NOT_FOUND::with);
      Row<?, ?> row = Objects.requireNonNull(BY_BINDING.get(match.binding()));
      reply = RestWriter.write(RestProtocol.JSON, row.binding(), execute(row, match, call, caller));
    } catch (AwsException refusal) {
      reply = RestWriter.jsonError(refusal);
    } catch (AccessDenied denied) {
      reply = RestWriter.jsonError(AccessAnalyzerError.ACCESS_DENIED.with(denied.text()));
    } catch (Store.StoreException e) {
      LOG.log(System.Logger.Level.ERROR, e.getMessage(), e);
      reply = RestWriter.jsonError(AccessAnalyzerError.SERVER.with());
    } catch (HttpCall.BodyTooLargeException _) {
      reply = RestWriter.jsonError(AccessAnalyzerError.TOO_LARGE.with());
    }
    reply.headers().set("x-amzn-RequestId", UUID.randomUUID().toString());
    return reply;
  }

  private <Q, R> SdkPojo execute(Row<Q, R> row, RestMatch match, HttpCall call, Caller caller) {
    Operation<Q, R> operation = row.operation();
    Reading<Q> reading = RestReader.read(RestProtocol.JSON, row.binding(), match, call.headers(), call.bodyBytes(LARGEST_BODY));
    Optional<String> notBuilt = reading.outside(operation::honours).or(() -> reading.unknown().stream().findFirst());
    if (notBuilt.isPresent()) {
      // AWS may know the member and Postern does not carry it out: said by name, because ignoring it would lie.
      throw AccessAnalyzerError.VALIDATION.with("The parameter " + notBuilt.get() + " of " + operation.name() + " is not built in Postern");
    }
    admission.admit(call, caller, RegionalAsks.ACCESS_ANALYZER, operation.name(), reading.request());
    R response = control.execute(operation.action(), caller, reading.request());
    if (response instanceof SdkPojo pojo) {
      return pojo;
    }
    throw new IllegalStateException(operation.name() + " answers with " + response);
  }
}
