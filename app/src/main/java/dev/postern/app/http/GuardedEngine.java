package dev.postern.app.http;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.AccessDenied;
import dev.postern.core.authorize.Ask;
import dev.postern.core.authorize.Gate;
import dev.postern.core.authorize.ask.AttachedAsks;
import dev.postern.core.error.AwsException;
import dev.postern.core.services.PublicService;
import dev.postern.engine.s3.AttachedS3;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * An engine of others with policies before it: those of the caller, and of the endpoint that its request came through. Who signed nothing is
 * the engine's to judge, and its way alone is judged here.
 *
 * <p>Bodies stream through, but for those that may say what is asked for, which are read first: forms, and lists of what S3 is to delete.
 *
 * @param of the service that the engine stands for
 */
public record GuardedEngine(PublicService of, AwsService engine, Gate gate, Clock clock) implements AwsService {
  private static final int LARGEST_FORM = 1 << 20;
  private static final int LARGEST_LIST = 2 << 20;

  @Override
  public HttpReply handle(HttpCall call, Caller caller) {
    Family family = Family.of(of, call);
    boolean isS3 = of.signingNames().contains("s3");
    boolean isList = isS3 && AttachedS3.asksInBody(call);
    int most = isList ? LARGEST_LIST : LARGEST_FORM;
    boolean isRead = isS3 ? isList : call.isForm();
    HttpCall whole;
    try {
      Instant now = clock.instant();
      byte[] body = isRead ? call.bodyBytes(most) : new byte[0];
      List<Ask> asks = isS3
          ? AttachedS3.of(isRead ? call.withBody(body) : call, caller.region(), now)
          : AttachedAsks.of(of, NamedOperations.of(of, call, new String(body, StandardCharsets.UTF_8)));
      whole = isRead ? call.withBody(body) : call;
      gate.admit(caller, call.origin(now), caller.region(), caller.isAnonymous() ? asks.stream().map(Ask::needingNoPermission).toList() : asks);
    } catch (HttpCall.BodyTooLargeException _) {
      return family.reply(Problem.TOO_LARGE.in(family, most));
    } catch (AwsException malformed) {
      return family.reply(malformed);
    } catch (AccessDenied denied) {
      return family.reply(Problem.DENIED.in(family, denied.text()));
    }
    return engine.handle(whole, caller);
  }
}
