package dev.postern.app.lambda;

import dev.postern.app.control.Admission;
import dev.postern.app.control.Carrier;
import dev.postern.app.control.Control;
import dev.postern.app.process.Place;
import dev.postern.app.store.SqliteStore;
import dev.postern.app.store.Store;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Gate;
import dev.postern.core.model.Function;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.plan.Door;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.pcollections.TreePMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The Lambda API for tests: real processes in this process's own network, called as HTTP requests. */
final class LambdaApi implements AutoCloseable {
  static final String ROLE = "arn:aws:iam::000000000000:role/runner";
  static final JsonMapper JSON = JsonMapper.shared();
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}}";

  final Path directory;
  final Control control;
  final Lambda lambda;
  private final Store store;
  private final Caller caller = Caller.root("000000000000", "us-east-1");

  LambdaApi(Path directory, Duration... retries) {
    this.directory = directory;
    store = new SqliteStore(directory.resolve("state.db"));
    control = new Control(store, Carrier.NOTHING, Clock.systemUTC());
    ResourceKey role = new ResourceKey("000000000000", ResourceKey.GLOBAL, Kind.IAM_ROLE, "runner");
    control.execute(
        (snapshot, _, key, facts) ->
            Applied.of(snapshot.with(new IamRole(key, "runner", "AROAEXAMPLE", "/", TRUST, "", 3600, facts.now(), TreePMap.empty(), List.of())), key),
        caller,
        role);
    Admission admission = new Admission(new Gate(control::current, _ -> {}), control::current, Clock.systemUTC());
    lambda = new Lambda(directory.resolve("lambda"), control, admission, new Here(), (_, _, _) -> new byte[0], List.of(retries));
  }

  /** The role's trust policy from now on. */
  void trust(String document) {
    ResourceKey role = new ResourceKey("000000000000", ResourceKey.GLOBAL, Kind.IAM_ROLE, "runner");
    control.execute(
        (snapshot, _, key, _) -> Applied.of(snapshot.with(snapshot.find(IamRole.class, key).orElseThrow().withTrust(document)), key), caller, role);
  }

  /** No namespace: everything is ready. */
  private static final class Here implements Surroundings {
    @Override
    public Place place(Function function) {
      return Place.HERE;
    }

    @Override
    public Map<String, String> variables(Function function) {
      return Map.of("AWS_REGION", "us-east-1", "AWS_DEFAULT_REGION", "us-east-1");
    }

    @Override
    public boolean isReady(Function function) {
      return true;
    }
  }

  record Reply(int status, Headers headers, byte[] body) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String log() {
      return new String(Base64.getDecoder().decode(headers.first("X-Amz-Log-Result").orElseThrow()), StandardCharsets.UTF_8);
    }
  }

  Reply call(String method, String path, byte[] body, String... headers) {
    int mark = path.indexOf('?');
    HttpCall call =
        new HttpCall(
            method,
            mark < 0 ? path : path.substring(0, mark),
            mark < 0 ? "" : path.substring(mark + 1),
            Headers.of(headers),
            new ByteArrayInputStream(body),
            body.length,
            false,
            "127.0.0.1",
            new Door.Api());
    HttpReply reply = lambda.handle(call, caller);
    return new Reply(reply.status(), reply.headers(), ((HttpReply.Bytes) reply.body()).bytes());
  }

  static ObjectNode function(String name, String runtime, String handler, byte[] zip) {
    ObjectNode request = JSON.createObjectNode();
    request.put("FunctionName", name).put("Runtime", runtime).put("Handler", handler).put("Role", ROLE).put("Timeout", 20);
    request.putObject("Code").put("ZipFile", Base64.getEncoder().encodeToString(zip));
    return request;
  }

  Reply create(ObjectNode request) {
    return call("POST", "/2015-03-31/functions", JSON.writeValueAsBytes(request));
  }

  /** A function of one file. */
  void create(String name, String runtime, String handler, String file, String text) throws IOException {
    Reply reply = create(function(name, runtime, handler, Zip.of(directory, file, text)));
    if (reply.status() != 201) {
      throw new AssertionError(reply.text());
    }
  }

  Reply invoke(String name, String payload) {
    return call("POST", "/2015-03-31/functions/" + name + "/invocations", payload.getBytes(StandardCharsets.UTF_8), "X-Amz-Log-Type", "Tail");
  }

  @Override
  public void close() throws Exception {
    lambda.close();
    store.close();
  }
}
