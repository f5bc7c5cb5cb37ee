package dev.postern.app.dns;

import dev.postern.core.dns.DnsResolver;
import dev.postern.core.dns.View;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns DNS messages into their answers. */
public final class DnsResponder {
  private final Supplier<DnsResolver> current;
  private volatile ReadyAnswers ready;

  /** @param current the resolver for the cloud as it is: the same instance for as long as nothing has changed */
  public DnsResponder(Supplier<DnsResolver> current) {
    this.current = current;
    this.ready = new ReadyAnswers(current.get());
  }

  /** The answer to a query; empty where none is sent: to what is no query, and from a VPC whose resolver is off. */
  public Optional<byte[]> respond(View view, byte[] query, boolean tcp) {
    DnsResolver resolver = current.get();
    ReadyAnswers answers = ready;
    if (!answers.isOf(resolver)) {
      answers = new ReadyAnswers(resolver);
      ready = answers;
    }
    return answers.to(view, query, tcp);
  }
}
