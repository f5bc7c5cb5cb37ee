package dev.postern.app.http;

import dev.postern.core.authorize.ask.AttachedAsks;
import dev.postern.core.services.PublicService;
import dev.postern.core.services.RestOperations;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.Percent;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operations that a request names, by each of AWS's protocols: {@code X-Amz-Target} of the JSON protocols, the parameter {@code Action} of the
 * Query protocols, the path of Smithy's RPC protocols, method and path of the REST protocols.
 *
 * <p>A request for an engine of others is read more generously than AWS does, because the engine may be as generous.
 * <a href="https://smithy.io/2.0/aws/protocols/index.html">Smithy</a>
 */
final class NamedOperations {
  private static final Pattern RPC_PATH = Pattern.compile("/service/[^/]+/operation/([^/]+)/?$");

  private NamedOperations() {}

  /**
   * Those of a request for {@code service}; empty, or with {@link AttachedAsks#UNKNOWN} among them, when it may be one that is not known.
   *
   * @param form the body, if it is one; else empty
   */
  static Set<String> of(PublicService service, HttpCall call, String form) {
    Set<String> names = written(call, form);
    boolean isRest = switch (service.protocol()) {
      case REST_JSON, REST_XML -> true;
      case EC2, QUERY, JSON -> false;
    };
    if (isRest) {
      Set<String> byPath = RestOperations.of(service).map(all -> all.named(call.method(), call.path(), call.query())).orElse(Set.of());
      boolean isElsewhere = !call.path().equals("/") && !RPC_PATH.matcher(call.path()).find();
      names.addAll(byPath.isEmpty() && isElsewhere ? Set.of(AttachedAsks.UNKNOWN) : byPath);
    }
    return names;
  }

  private static Set<String> written(HttpCall call, String form) {
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
