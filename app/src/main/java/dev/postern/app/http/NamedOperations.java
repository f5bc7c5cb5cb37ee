package dev.postern.app.http;

import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.Percent;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operations that a request names, by each of AWS's protocols that name one: {@code X-Amz-Target} of the JSON protocols, the parameter
 * {@code Action} of the Query protocols, the path of Smithy's RPC protocols. REST protocols name none.
 *
 * <p>A request for an engine of others is read more generously than AWS does, because the engine may be as generous.
 * <a href="https://smithy.io/2.0/aws/protocols/index.html">Smithy</a>
 */
final class NamedOperations {
  private static final Pattern RPC_PATH = Pattern.compile("/service/[^/]+/operation/([^/]+)/?$");

  private NamedOperations() {}

  /** @param form the body, if it is one; else empty */
  static Set<String> of(HttpCall call, String form) {
    Set<String> names = new LinkedHashSet<>();
    call.headers().all("x-amz-target").forEach(target -> names.add(target.substring(target.lastIndexOf('.') + 1).strip()));
    Matcher rpc = RPC_PATH.matcher(call.path());
    if (rpc.find()) {
      names.add(decoded(rpc.group(1)));
    }
    addActions(names, call.query());
    addActions(names, form);
    names.remove("");
    return names;
  }

  /** Of every parameter of that name, whatever else is malformed. */
  private static void addActions(Set<String> names, String parameters) {
    for (String parameter : parameters.split("&")) {
      int equals = parameter.indexOf('=');
      if (equals > 0 && decoded(parameter.substring(0, equals)).equals("Action")) {
        names.add(decoded(parameter.substring(equals + 1)));
      }
    }
  }

  private static String decoded(String text) {
    return Percent.decode(text, true).orElse(text).strip();
  }
}
