package dev.postern.app.dns;

import dev.postern.core.dns.DnsResolver;
import dev.postern.core.dns.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What one resolver has answered, ready to be sent again to whoever asks the same: for one state of the cloud that is the same answer. */
final class ReadyAnswers {
  private static final int MOST = 4096;
  private static final int MOST_TURNS = 16;
  private static final int LARGEST = 1500;

  private final DnsResolver resolver;
  private final Map<Question, Ready> ready = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();

  ReadyAnswers(DnsResolver resolver) {
    this.resolver = resolver;
  }

  boolean isOf(DnsResolver other) {
    return resolver == other;
  }

  /** @param view one instance for each socket, by which its questions are told apart from those of others */
  Optional<byte[]> to(View view, byte[] query, boolean tcp) {
    Question question = new Question(view, query, tcp);
    Ready known = ready.get(question);
    if (known != null) {
      return Optional.of(known.next(query));
    }
    // Questions of clients that put something new into each, such as a cookie, are turned as well.
    int start = asked.getAndIncrement();
    Optional<Response> first = Response.of(resolver, view, query, tcp, start);
    if (first.isEmpty() || first.get().turns() > MOST_TURNS || first.get().message().length > LARGEST) {
      return first.map(Response::message);
    }
    List<byte[]> turns = new ArrayList<>(List.of(first.get().message()));
    while (turns.size() < first.get().turns()) {
      turns.add(Response.of(resolver, view, query, tcp, start + turns.size()).orElseThrow().message());
    }
    // Questions that nobody repeats must not fill the memory.
    if (ready.size() >= MOST) {
      ready.clear();
    }
    Ready made = new Ready(turns.toArray(byte[][]::new));
    ready.put(question, made);
    return Optional.of(made.next(query));
  }

  /** A query without its id: all that its answer depends on beside the asker. */
  private static final class Question {
    private final View view;
    private final byte[] query;
    private final boolean tcp;
    private final int hash;

    Question(View view, byte[] query, boolean tcp) {
      this.view = view;
      this.query = query;
      this.tcp = tcp;
      int sum = System.identityHashCode(view);
      for (int i = 2; i < query.length; i++) {
        sum = 31 * sum + query[i];
      }
      hash = sum;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Question question
          && view == question.view
          && tcp == question.tcp
          && query.length == question.query.length
          && (query.length < 2 || Arrays.equals(query, 2, query.length, question.query, 2, query.length));
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private static final class Ready {
    private final byte[][] turns;
    private final AtomicInteger turn = new AtomicInteger();

    Ready(byte[][] turns) {
      this.turns = turns;
    }

    byte[] next(byte[] query) {
      byte[] message = turns[turns.length == 1 ? 0 : Math.floorMod(turn.getAndIncrement(), turns.length)].clone();
      message[0] = query[0];
      message[1] = query[1];
      return message;
    }
  }
}
