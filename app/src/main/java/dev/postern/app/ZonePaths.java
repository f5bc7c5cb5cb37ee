package dev.postern.app;

import dev.postern.app.control.Control;
import dev.postern.app.http.HttpServer;
import dev.postern.core.action.Caller;
import dev.postern.core.action.sts.Callers;
import dev.postern.core.action.zone.FailZone;
import dev.postern.core.action.zone.FailedZones;
import dev.postern.core.action.zone.RestoreZone;
import dev.postern.core.error.AwsException;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.http.Parameters;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Zones whose AWS side is down: {@code GET /_postern/zones} lists them, {@code POST /_postern/zones/fail?zone=us-east-1a} and
 * {@code …/restore?zone=} change one and answer, when the kernel has it, with the list.
 */
final class ZonePaths implements HttpServer.Handler {
  private static final Caller NOBODY = Caller.root(Callers.NOBODYS_ACCOUNT, "us-east-1");

  private final Control control;

  ZonePaths(Control control) {
    this.control = control;
  }

  @Override
  public HttpReply handle(HttpCall call) {
    String zone = Parameters.parse(call.query()).orElse(new Parameters(List.of())).first("zone").orElse("");
    try {
      return switch (call.method() + " " + call.path()) {
        case "GET /_postern/zones" -> json(200, FailedZones.of(control.current()));
        case "POST /_postern/zones/fail" -> json(200, control.execute(new FailZone(), NOBODY, new FailZone.Request(zone)));
        case "POST /_postern/zones/restore" -> json(200, control.execute(new RestoreZone(), NOBODY, new RestoreZone.Request(zone)));
        default -> json(404, Map.of("error", "Postern has no " + call.method() + " " + call.path() + "."));
      };
    } catch (AwsException refusal) {
      return json(refusal.status(), Map.of("error", refusal.text()));
    }
  }

  private static HttpReply json(int status, Object value) {
    return HttpReply.of(status, "application/json", JsonMapper.shared().writeValueAsBytes(value));
  }
}
