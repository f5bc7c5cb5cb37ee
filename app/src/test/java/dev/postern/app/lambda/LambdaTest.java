package dev.postern.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.lambda.LambdaApi.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class LambdaTest {
  @TempDir Path directory;
  private LambdaApi api;

  @BeforeEach
  void open() {
    api = new LambdaApi(directory, Duration.ofMillis(1), Duration.ofMillis(1));
  }

  @AfterEach
  void close() throws Exception {
    api.close();
  }

  @Test
  void aPythonFunctionAnswers() throws Exception {
    api.create("hello", "python3.12", "app.handler", "app.py", """
        import os
        def handler(event, context):
            print("seen", event["name"])
            return {"hello": event["name"], "fn": context.function_name, "left": context.get_remaining_time_in_millis() > 1000,
                    "arn": context.invoked_function_arn, "region": os.environ["AWS_REGION"], "key": os.environ["AWS_ACCESS_KEY_ID"][:4]}
        """);
    Reply reply = api.invoke("hello", "{\"name\": \"Zoë\"}");
    assertThat(reply.status()).isEqualTo(200);
    JsonNode answer = reply.json();
    assertThat(answer.path("hello").asString()).isEqualTo("Zoë");
    assertThat(answer.path("left").asBoolean()).isTrue();
    assertThat(answer.path("arn").asString()).isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:hello");
    assertThat(answer.path("key").asString()).isEqualTo("ASIA");
    assertThat(reply.headers().first("X-Amz-Executed-Version")).contains("$LATEST");
    assertThat(reply.headers().first("X-Amz-Function-Error")).isEmpty();
    String id = reply.headers().first("x-amzn-RequestId").orElseThrow();
    assertThat(reply.log())
        .startsWith("START RequestId: " + id + " Version: $LATEST\nseen Zoë\nEND RequestId: " + id + "\nREPORT RequestId: " + id + "\tDuration: ")
        .contains("\tInit Duration: ");
    assertThat(api.invoke("hello", "{\"name\": \"again\"}").log()).doesNotContain("Init Duration").doesNotContain("Zoë");
  }

  @Test
  void aPythonErrorIsAwssErrorDocument() throws Exception {
    api.create("bad", "python3.12", "app.handler", "app.py", "def handler(event, context):\n    raise ValueError('no ' + event['x'])\n");
    Reply reply = api.invoke("bad", "{\"x\": \"good\"}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers().first("X-Amz-Function-Error")).contains("Unhandled");
    assertThat(reply.json().path("errorType").asString()).isEqualTo("ValueError");
    assertThat(reply.json().path("errorMessage").asString()).isEqualTo("no good");
    assertThat(reply.json().path("stackTrace").get(0).asString()).contains("app.py\", line 2, in handler");
    assertThat(reply.log()).contains("[ERROR] ValueError: no good");
  }

  @Test
  void codeThatCannotBeLoadedSaysWhy() throws Exception {
    api.create("gone", "python3.12", "nothing.handler", "app.py", "x = 1\n");
    JsonNode error = api.invoke("gone", "{}").json();
    assertThat(error.path("errorType").asString()).isEqualTo("Runtime.ImportModuleError");
    assertThat(error.path("errorMessage").asString()).isEqualTo("Unable to import module 'nothing': No module named 'nothing'");
    api.create("missing", "nodejs20.x", "index.nothing", "index.js", "exports.handler = async () => 1;\n");
    assertThat(api.invoke("missing", "{}").json().path("errorMessage").asString()).isEqualTo("index.nothing is undefined or not exported");
  }

  @Test
  void nodeFunctionsAnswerByPromiseAndByCallback() throws Exception {
    api.create("promise", "nodejs20.x", "index.handler", "index.mjs", """
        export const handler = async (event, context) => {
          console.log('seen', event);
          return { twice: event.n * 2, name: context.functionName };
        };
        """);
    Reply reply = api.invoke("promise", "{\"n\": 21}");
    assertThat(reply.text()).isEqualTo("{\"twice\":42,\"name\":\"promise\"}");
    assertThat(reply.log()).contains("\tINFO\tseen { n: 21 }\n");
    api.create("callback", "nodejs20.x", "src/index.handler", "src/index.js",
        "exports.handler = (event, context, done) => { setTimeout(() => done(null, event.n + 1), 5); };\n");
    assertThat(api.invoke("callback", "{\"n\": 1}").text()).isEqualTo("2");
    assertThat(api.invoke("callback", "{\"n\": 2}").text()).isEqualTo("3");
  }

  @Test
  void aNodeErrorIsAwssErrorDocument() throws Exception {
    api.create("bad", "nodejs20.x", "index.handler", "index.js", "exports.handler = async () => { throw new TypeError('boom'); };\n");
    Reply reply = api.invoke("bad", "{}");
    assertThat(reply.headers().first("X-Amz-Function-Error")).contains("Unhandled");
    assertThat(reply.json().path("errorType").asString()).isEqualTo("TypeError");
    assertThat(reply.json().path("trace").get(0).asString()).isEqualTo("TypeError: boom");
  }

  @Test
  void aBootstrapOfItsOwnIsRun() throws Exception {
    api.create("own", "provided.al2023", "any", "bootstrap", """
        #!/bin/sh
        api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
        while :; do
          event=$(curl -sS -D head "$api/next")
          id=$(sed -n 's/^Lambda-Runtime-Aws-Request-Id: *\\([^ ]*\\)\\r$/\\1/p' head)
          curl -sS -o /dev/null -d "{\\"got\\":$event}" "$api/$id/response"
        done
        """);
    assertThat(api.invoke("own", "[1,2]").text()).isEqualTo("{\"got\":[1,2]}");
    assertThat(api.invoke("own", "\"x\"").text()).isEqualTo("{\"got\":\"x\"}");
  }

  /** What the Java function's zip file holds. */
  public static final class Doubling {
    public Map<String, Object> handle(Map<String, Integer> event) {
      System.out.println("seen " + event);
      if (event.containsKey("fail")) {
        throw new IllegalStateException("asked to");
      }
      return Map.of("twice", event.get("n") * 2);
    }
  }

  @Test
  void aJavaFunctionAnswersOverAwssRuntimeClient() throws Exception {
    String name = Doubling.class.getName().replace('.', '/') + ".class";
    byte[] zip;
    try (var in = Doubling.class.getClassLoader().getResourceAsStream(name)) {
      zip = Zip.of(directory, name, new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
    }
    ObjectNode request = LambdaApi.function("java", "java25", Doubling.class.getName() + "::handle", zip).put("MemorySize", 512);
    assertThat(api.create(request).status()).isEqualTo(201);
    Reply reply = api.invoke("java", "{\"n\": 21}");
    assertThat(reply.text()).as(reply.log()).isEqualTo("{\"twice\":42}");
    assertThat(reply.log()).contains("seen {n=21}");
    Reply failed = api.invoke("java", "{\"fail\": 1}");
    assertThat(failed.headers().first("X-Amz-Function-Error")).contains("Unhandled");
    assertThat(failed.json().path("errorType").asString()).as(failed.log()).isEqualTo("java.lang.IllegalStateException");
    assertThat(failed.json().path("errorMessage").asString()).isEqualTo("asked to");
  }

  @Test
  void aFunctionThatTakesTooLongIsEnded() throws Exception {
    ObjectNode request = LambdaApi.function("slow", "python3.12", "app.handler",
        Zip.of(directory, "app.py", "import time\ndef handler(event, context):\n    if event: time.sleep(60)\n    return 'quick'\n"));
    request.put("Timeout", 1);
    assertThat(api.create(request).status()).isEqualTo(201);
    Reply reply = api.invoke("slow", "true");
    String id = reply.headers().first("x-amzn-RequestId").orElseThrow();
    assertThat(reply.headers().first("X-Amz-Function-Error")).contains("Unhandled");
    assertThat(reply.json().path("errorMessage").asString()).matches("20\\d\\d-.*Z " + id + " Task timed out after 1.00 seconds");
    assertThat(reply.log()).contains(id + " Task timed out after 1.00 seconds");
    assertThat(api.invoke("slow", "false").text()).isEqualTo("\"quick\"");
  }

  @Test
  void aProcessThatExitsIsAnError() throws Exception {
    api.create("exits", "python3.12", "app.handler", "app.py", "import os\ndef handler(event, context):\n    os._exit(3)\n");
    Reply reply = api.invoke("exits", "{}");
    assertThat(reply.json().path("errorType").asString()).isEqualTo("Runtime.ExitError");
    assertThat(reply.json().path("errorMessage").asString()).endsWith("Error: Runtime exited with error: exit status 3");
  }

  @Test
  void aBusyFunctionGetsMoreProcesses() throws Exception {
    api.create("pid", "python3.12", "app.handler", "app.py",
        "import os, time\ndef handler(event, context):\n    time.sleep(0.5)\n    return os.getpid()\n");
    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<String> one = () -> api.invoke("pid", "{}").text();
      List<Future<String>> two = both.invokeAll(List.of(one, one));
      assertThat(two.get(0).get()).isNotEqualTo(two.get(1).get());
      assertThat(api.invoke("pid", "{}").text()).isIn(two.get(0).get(), two.get(1).get());
    }
  }

  @Test
  void newCodeRunsInANewProcess() throws Exception {
    api.create("changes", "python3.12", "app.handler", "app.py", "def handler(event, context):\n    return 1\n");
    assertThat(api.invoke("changes", "{}").text()).isEqualTo("1");
    String zip = Base64.getEncoder().encodeToString(Zip.of(directory, "app.py", "def handler(event, context):\n    return 2\n"));
    Reply updated = api.call("PUT", "/2015-03-31/functions/changes/code", ("{\"ZipFile\":\"" + zip + "\"}").getBytes(StandardCharsets.UTF_8));
    assertThat(updated.status()).isEqualTo(200);
    assertThat(api.invoke("changes", "{}").text()).isEqualTo("2");
  }

  @Test
  void anEventIsRunLaterAndTriedTwiceMoreWhenTheFunctionFails() throws Exception {
    api.create("later", "python3.12", "app.handler", "app.py",
        "def handler(event, context):\n    open(event, 'a').write(context.aws_request_id + '\\n')\n    raise Exception('no')\n");
    Path seen = directory.resolve("seen");
    Reply reply = api.call("POST", "/2015-03-31/functions/later/invocations", ("\"" + seen + "\"").getBytes(StandardCharsets.UTF_8),
        "X-Amz-Invocation-Type", "Event");
    assertThat(reply.status()).isEqualTo(202);
    String id = reply.headers().first("x-amzn-RequestId").orElseThrow();
    Path events = directory.resolve("lambda/events");
    await(() -> Files.exists(seen) && Files.readAllLines(seen).size() == 3 && Files.list(events).findAny().isEmpty());
    assertThat(Files.readAllLines(seen)).containsExactly(id, id, id);
  }

  @Test
  void aDryRunRunsNothing() throws Exception {
    api.create("dry", "python3.12", "app.handler", "app.py", "raise Exception('not now')\n");
    Reply reply = api.call("POST", "/2015-03-31/functions/dry/invocations", new byte[0], "X-Amz-Invocation-Type", "DryRun");
    assertThat(reply.status()).isEqualTo(204);
    assertThat(api.call("POST", "/2015-03-31/functions/other/invocations", new byte[0], "X-Amz-Invocation-Type", "DryRun").status()).isEqualTo(404);
  }

  @Test
  void badRequestsAreRefusedInAwssWords() throws Exception {
    refused(api.create(LambdaApi.function("f", "python3.12", "a.b", "no zip".getBytes(StandardCharsets.UTF_8))), 400,
        "InvalidParameterValueException", "Could not unzip uploaded file. Please check your file, then try to upload again.");
    refused(api.create(LambdaApi.function("f", "python3.12", "a.b", Zip.of(directory))), 400,
        "InvalidParameterValueException", "Uploaded file must be a non-empty zip");
    byte[] zip = Zip.of(directory, "a.py", "");
    ObjectNode stranger = LambdaApi.function("f", "python3.12", "a.b", zip).put("Role", LambdaApi.ROLE + "x");
    refused(api.create(stranger), 400, "InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda.");
    refused(api.create(LambdaApi.function("f", "ruby3.3", "a.b", zip)), 400, "InvalidParameterValueException",
        "The runtime ruby3.3 cannot be run on this host: it runs python3.x, nodejs, java and provided runtimes.");
    ObjectNode layered = LambdaApi.function("f", "python3.12", "a.b", zip).put("KMSKeyArn", "arn:aws:kms:us-east-1:000000000000:key/1");
    refused(api.create(layered), 400, "InvalidParameterValueException", "The parameter KMSKeyArn of CreateFunction is not built in Postern");
    assertThat(api.create(LambdaApi.function("f", "python3.12", "a.b", zip)).status()).isEqualTo(201);
    refused(api.create(LambdaApi.function("f", "python3.12", "a.b", zip)), 409, "ResourceConflictException", "Function already exist: f");
    refused(api.invoke("f", "{\"a\":"), 400, "InvalidRequestContentException", null);
    refused(api.invoke("g", "{}"), 404, "ResourceNotFoundException", "Function not found: arn:aws:lambda:us-east-1:000000000000:function:g");
    refused(api.call("GET", "/2015-03-31/functions/f/policy", new byte[0]), 404, "ResourceNotFoundException", "The resource you requested does not exist.");
    refused(api.call("GET", "/2015-03-31/event-source-mappings", new byte[0]), 404, "UnknownOperationException", null);
  }

  @Test
  void aRoleThatDoesNotTrustLambdaIsRefusedAndNoLongerGivenOut() throws Exception {
    String text = "def handler(event, context):\n  return 1\n";
    api.create("before", "python3.13", "app.handler", "app.py", text);
    api.trust("{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}}");
    String message = "The role defined for the function cannot be assumed by Lambda.";
    refused(
        api.create(LambdaApi.function("after", "python3.13", "app.handler", Zip.of(directory, "app.py", text))),
        400, "InvalidParameterValueException", message);
    assertThat(api.invoke("before", "{}").text()).contains(message);
  }

  @Test
  void functionsAreListedAndDeleted() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      api.create(name, "python3.12", "app.handler", "app.py", "\n");
    }
    JsonNode first = api.call("GET", "/2015-03-31/functions/?MaxItems=2", new byte[0]).json();
    assertThat(first.path("Functions")).extracting(f -> f.path("FunctionName").asString()).containsExactly("a", "b");
    String next = first.path("NextMarker").asString();
    JsonNode rest = api.call("GET", "/2015-03-31/functions?Marker=" + next, new byte[0]).json();
    assertThat(rest.path("Functions")).extracting(f -> f.path("FunctionName").asString()).containsExactly("c");
    assertThat(rest.has("NextMarker")).isFalse();
    assertThat(api.call("DELETE", "/2015-03-31/functions/b", new byte[0]).status()).isEqualTo(204);
    assertThat(api.call("GET", "/2015-03-31/functions/b", new byte[0]).status()).isEqualTo(404);
    JsonNode shown = api.call("GET", "/2015-03-31/functions/a", new byte[0]).json().path("Configuration");
    assertThat(shown.path("State").asString()).isEqualTo("Pending");
    assertThat(shown.path("MemorySize").asInt()).isEqualTo(128);
  }

  private static void refused(Reply reply, int status, String code, @Nullable String message) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.headers().first("x-amzn-ErrorType")).contains(code);
    if (message != null) {
      assertThat(reply.json().path("message").asString(reply.json().path("Message").asString(""))).isEqualTo(message);
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("the condition came true in time").isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
