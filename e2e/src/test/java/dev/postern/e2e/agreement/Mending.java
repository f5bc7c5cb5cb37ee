package dev.postern.e2e.agreement;

import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.Seed;
import dev.postern.core.action.ec2.Ec2Operations;
import dev.postern.core.error.AwsException;
import dev.postern.core.explain.Fix;
import dev.postern.core.explain.Trace;
import dev.postern.core.explain.Tracer;
import dev.postern.core.path.Packet;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import java.nio.ByteBuffer;
import java.time.Instant;
import software.amazon.awssdk.services.ec2.model.Ec2Request;

/** Does what traces give as the way to mend a stop. */
final class Mending {
  private static final Caller OWNER = Caller.root(RandomNetwork.ACCOUNT, RandomNetwork.REGION);
  private int calls;

  /** What became of a flow when its fix was applied: how the verdict changed, or what is wrong with the fix. */
  record Outcome(String says, boolean helped) {
    private static final Outcome NO_COMMAND = new Outcome("no command", true);
  }

  /** The cloud after a fix. @throws AwsException when the fix is refused */
  @SuppressWarnings("unchecked")
  Snapshot apply(Snapshot snapshot, Fix fix) {
    String name = fix.request().getClass().getSimpleName();
    Operation<Ec2Request, Object> operation =
        (Operation<Ec2Request, Object>) Ec2Operations.find(name.substring(0, name.length() - "Request".length())).orElseThrow();
    Facts facts = new Facts(Instant.EPOCH, new Seed(ByteBuffer.allocate(32).putInt(++calls).array()), Observed.NOTHING);
    return operation.action().apply(snapshot, OWNER, (Ec2Request) fix.request(), facts).next();
  }

  /** Applies a stopped flow's fix, and follows the flow again. */
  Outcome outcome(Snapshot snapshot, String from, Packet packet, Trace before) {
    Trace.Stop stop = before.stop().orElseThrow();
    if (stop.fix().isEmpty()) {
      return Outcome.NO_COMMAND;
    }
    Fix fix = stop.fix().get();
    Snapshot next;
    try {
      next = apply(snapshot, fix);
    } catch (AwsException e) {
      return new Outcome("refused: " + fix.command() + ": " + e.text(), false);
    }
    Tracer tracer = new Tracer(next, Observed.NOTHING);
    Trace after = tracer.trace(tracer.start(from), packet);
    if (after.reached()) {
      return new Outcome("reached", true);
    }
    Trace.Stop other = after.stop().orElseThrow();
    // The words hold the packet: after a NAT gateway it is another, which may meet the same rule.
    boolean same =
        other.code().equals(stop.code()) && other.resource().equals(stop.resource()) && other.rule().equals(stop.rule()) && other.at().equals(stop.at())
            && other.onReturn() == stop.onReturn() && failed(before).kind() == failed(after).kind() && failed(before).says().equals(failed(after).says());
    return same ? new Outcome("the same stop: " + fix.command(), false) : new Outcome("stopped further on", true);
  }

  private static Trace.Step failed(Trace trace) {
    return trace.stop().orElseThrow().onReturn() ? trace.back().getLast() : trace.there().getLast();
  }
}
