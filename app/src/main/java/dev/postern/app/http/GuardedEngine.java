package dev.postern.app.http;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.AccessDenied;
import dev.postern.core.authorize.Ask;
import dev.postern.core.authorize.Gate;
import dev.postern.core.authorize.ask.AttachedAsks;
import dev.postern.core.services.PublicService;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/**
 * An engine of others with policies before it: those of the caller, and of the endpoint that its request came through. Who signed nothing is
 * the engine's to judge, and its way alone is judged here.
 *
 * <p>Bodies stream through, but for forms, which may name the operation: those are read first.
 *
 * @param of the service that the engine stands for
 */
public record GuardedEngine(PublicService of, AwsService engine, Gate gate, Clock clock) implements AwsService {
  private static final int LARGEST_FORM = 1 << 20;

  @Override
  public HttpReply handle(HttpCall call, Caller caller) {
    Family family = Family.of(of, call);
    HttpCall whole = call;
    try {
      String form = "";
      if (call.isForm()) {
        byte[] bytes = call.bodyBytes(LARGEST_FORM);
        form = new String(bytes, StandardCharsets.UTF_8);
        whole = call.withBody(bytes);
      }
      gate.admit(caller, call.origin(clock.instant()), caller.region(), asks(caller, NamedOperations.of(call, form)));
    } catch (HttpCall.BodyTooLargeException _) {
      return family.reply(Problem.TOO_LARGE.in(family, LARGEST_FORM));
    } catch (AccessDenied denied) {
      return family.reply(Problem.DENIED.in(family, denied.text()));
    }
    return engine.handle(whole, caller);
  }

  private List<Ask> asks(Caller caller, Collection<String> operations) {
    List<Ask> asks = AttachedAsks.of(of, operations);
    return caller.isAnonymous() ? asks.stream().map(Ask::needingNoPermission).toList() : asks;
  }
}
