package dev.postern.app;

import dev.postern.app.control.Admission;
import dev.postern.app.control.Applier;
import dev.postern.app.control.Control;
import dev.postern.app.control.QueryFront;
import dev.postern.app.http.Auth;
import dev.postern.app.http.Authentication;
import dev.postern.app.http.Family;
import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Resource;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.services.PublicService;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.sigv4.Signature;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Copies of the cloud's state on which EC2 calls are tried. {@code POST /_postern/what-if} makes one and answers with its id; below
 * {@code /_postern/what-if/ID/} EC2's own API answers for the copy. Nothing of it is carried or kept: the newest few are remembered.
 */
final class WhatIf {
  static final String PATH = "/_postern/what-if";
  private static final int KEPT = 16;
  private static final int LARGEST_BODY = 1 << 20;
  private static final PublicService EC2 = PublicService.named("ec2").orElseThrow();

  private final Control control;
  private final Admission admission;
  private final Authentication authentication;
  private final Map<String, Copy> copies =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Copy> eldest) {
          return size() > KEPT;
        }
      };

  WhatIf(Control control, Admission admission, Auth auth, Clock clock) {
    this.control = control;
    this.admission = admission;
    this.authentication = new Authentication(auth, clock);
  }

  /** One copy: each call builds on those before. */
  private static final class Copy implements Applier {
    private final Control control;
    private Snapshot snapshot;

    Copy(Control control) {
      this.control = control;
      this.snapshot = control.current();
    }

    @Override
    public synchronized <Q, R> R execute(Action<Q, R> action, Caller caller, Q request, UnaryOperator<Snapshot> prepare, boolean dryRun) {
      Applied<R> applied = action.apply(prepare.apply(snapshot), caller, request, facts());
      if (dryRun) {
        throw Ec2Error.DRY_RUN_OPERATION.with();
      }
      snapshot = applied.next().committedAs(snapshot.revision() + 1);
      return applied.response().apply(Observed.everything(snapshot));
    }

    @Override
    public Facts facts() {
      return control.facts();
    }

    synchronized Snapshot snapshot() {
      return snapshot;
    }
  }

  /** The state of a copy; empty for one that was never made, or is forgotten. */
  Optional<Snapshot> state(String id) {
    return copy(id).map(Copy::snapshot);
  }

  /** As if the kernel carried every endpoint. */
  HttpReply handle(HttpCall call) {
    if (call.path().equals(PATH)) {
      return call.method().equals("POST") ? made() : problem(405, "POST makes a copy");
    }
    String id = call.path().substring(PATH.length() + 1).replaceFirst("/.*", "");
    Optional<Copy> copy = copy(id);
    return copy.isEmpty() ? problem(404, "no such copy of the cloud, or it is forgotten: " + id) : ec2(call, copy.get());
  }

  private HttpReply made() {
    String id = UUID.randomUUID().toString();
    synchronized (copies) {
      copies.put(id, new Copy(control));
    }
    return HttpReply.of(200, "application/json", JsonMapper.shared().writeValueAsBytes(Map.of("id", id)));
  }

  private Optional<Copy> copy(String id) {
    synchronized (copies) {
      return Optional.ofNullable(copies.get(id));
    }
  }

  private HttpReply ec2(HttpCall call, Copy copy) {
    Signature signature = Signature.parse(call);
    if (!(signature instanceof Signature.Signed signed) || !signed.scope().service().equals("ec2")) {
      return problem(400, "what-if takes signed calls of EC2 alone");
    }
    Family family = Family.of(EC2, call);
    try {
      byte[] body = call.bodyBytes(LARGEST_BODY);
      Caller caller = authentication.of(call, Optional.of(body), signature, family, signed.scope().region(), copy.snapshot());
      return QueryFront.ec2(copy, admission, List.of()).handle(call.withBody(body), caller);
    } catch (AwsException refusal) {
      return family.reply(refusal);
    } catch (HttpCall.BodyTooLargeException _) {
      return problem(413, "the request is too large");
    }
  }

  private static HttpReply problem(int status, String text) {
    return HttpReply.of(status, "application/json", JsonMapper.shared().writeValueAsBytes(Map.of("error", text)));
  }
}
