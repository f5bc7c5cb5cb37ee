package dev.postern.wire.http;

import dev.postern.core.action.Caller;

/** One AWS service behind Postern's port and doors: it answers a request that was routed to it. */
public interface AwsService {
  /** Answers; a refusal is an answer too. Called on a virtual thread, may block. */
  HttpReply handle(HttpCall call, Caller caller);
}
