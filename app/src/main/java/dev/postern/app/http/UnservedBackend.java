package dev.postern.app.http;

import dev.postern.core.action.Caller;
import dev.postern.core.services.PublicService;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;

/** Stands for a service that no engine was attached for: its refusal, in the service's own form, names the option that attaches one. */
public record UnservedBackend(PublicService of) implements AwsService {
  /** Where ElasticMQ, the engine that people mostly have for SQS, listens; other engines have no common port. */
  private static final String SQS_ENGINE = "http://127.0.0.1:9324";

  @Override
  public HttpReply handle(HttpCall call, Caller caller) {
    String url = of.name().equals("sqs") ? SQS_ENGINE : "http://127.0.0.1:PORT";
    Family family = Family.of(of, call);
    return family.reply(Problem.NO_BACKEND.in(family, of.name(), url));
  }
}
