package dev.postern.engine.s3;

import dev.postern.core.authorize.Ask;
import dev.postern.engine.s3.store.Storage;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.rest.RestBinding;
import dev.postern.wire.rest.RestMatch;
import dev.postern.wire.rest.RestProtocol;
import dev.postern.wire.rest.RestReader;
import dev.postern.wire.rest.RestTable;
import dev.postern.wire.rest.RestWriter;
import dev.postern.wire.shape.Reading;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3control.model.CreateAccessPointRequest;

/**
 * Amazon S3 Control: access points, and every other operation refused by name.
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_AWS_S3_Control.html">AWS</a>
 */
final class Control {
  static final String ACCOUNT = "x-amz-account-id";

  private static final Pattern ACCOUNT_ID = Pattern.compile("\\d{12}");

  private final RestTable table;
  private final Map<RestBinding<?>, ControlOperation<?>> operations = new HashMap<>();

  Control(Storage storage) {
    List<ControlOperation<?>> rows = ControlOperations.all(new AccessPointActions(storage));
    rows.forEach(row -> operations.put(row.binding(), row));
    table = new RestTable(RestProtocol.XML, rows.stream().<RestBinding<?>>map(ControlOperation::binding).toList());
  }

  /** @param label in front of the host name, where clients put the account too */
  HttpReply answer(HttpCall call, String label, Access access, String region, Instant now) {
    RestMatch match = table.match(call.method(), call.path(), call.query(), call.headers())
        .orElseThrow(() -> S3Error.METHOD_NOT_ALLOWED.refusal("Method", call.method()));
    return run(operations.get(match.binding()), call, match, account(call, label), access, region, now);
  }

  private <Q> HttpReply run(ControlOperation<Q> operation, HttpCall call, RestMatch match, String account, Access access, String region, Instant now) {
    String title = operation.binding().operation();
    ControlOperation.Action<Q> action = operation.action().orElseThrow(() -> S3Error.notImplemented(title));
    if (access.caller().isAnonymous() || !access.caller().account().equals(account)) {
      throw S3Error.ACCESS_DENIED.refusal();
    }
    byte[] document = call.method().equals("GET") ? new byte[0] : Intake.document(call);
    Reading<Q> reading = RestReader.read(RestProtocol.XML, operation.binding(), match, call.headers(), document);
    reading.outside(operation.honoured()).ifPresent(name -> {
      throw S3Error.notImplemented(name);
    });
    String name = match.labels().getOrDefault("name", "");
    access.admit(ask(title, reading.request(), access, account, region, name));
    Optional<SdkPojo> response = action.apply(new ControlOperation.Call<>(access, account, region, name, reading.request(), now));
    return response
        .map(r -> RestWriter.write(RestProtocol.XML, operation.binding(), r))
        .orElseGet(() -> HttpReply.empty(call.method().equals("DELETE") ? 204 : 200));
  }

  /** <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">AWS</a> */
  private static Ask ask(String action, Object input, Access access, String account, String region, String name) {
    if (name.isEmpty()) {
      return access.ownAccount(action, "*");
    }
    String arn = "arn:aws:s3:" + region + ":" + account + ":accesspoint/" + name;
    Ask ask = access.ownAccount(action, arn).with("s3:DataAccessPointAccount", account).with("s3:DataAccessPointArn", arn);
    return input instanceof CreateAccessPointRequest create
        ? ask.with("s3:AccessPointNetworkOrigin", create.vpcConfiguration() == null ? "Internet" : "VPC")
        : ask;
  }

  private static String account(HttpCall call, String label) {
    String account = call.headers().first(ACCOUNT)
        .orElseThrow(() -> S3Error.INVALID_REQUEST.about("Missing required header for this request: " + ACCOUNT));
    if (!ACCOUNT_ID.matcher(account).matches() || !label.isEmpty() && !label.equals(account)) {
      throw S3Error.INVALID_REQUEST.about("Invalid account id: " + (label.isEmpty() ? account : label));
    }
    return account;
  }
}
