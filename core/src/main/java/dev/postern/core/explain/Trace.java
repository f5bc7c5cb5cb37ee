package dev.postern.core.explain;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.core.path.ExplanationCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way of one connection in words: from the name to the address, hop by hop to the other end, and back.
 *
 * @param from what was asked about, with its address
 * @param to what was asked for
 * @param destination the address and port that the packets went to; empty when there is none
 * @param back what the answer passed, in its order; security groups keep state and are not asked again
 * @param arrival what receives the connection and as whom it sees the caller
 * @param stop the first thing that ends it
 * @param notes what works, but hardly as somebody meant it
 * @param policies what policies say to a request on this connection, or why they were not looked at
 */
public record Trace(
    String from,
    String to,
    Optional<String> destination,
    List<Step> there,
    List<Step> back,
    Optional<String> arrival,
    Optional<Stop> stop,
    List<Note> notes,
    String policies) {

  @JsonProperty
  public boolean reached() {
    return stop.isEmpty();
  }

  Trace withNotes(List<Note> others) {
    return new Trace(from, to, destination, there, back, arrival, stop, others, policies);
  }

  /** The same with what policies say; {@code why} when they were not looked at. */
  Trace withPolicies(String why) {
    return new Trace(from, to, destination, there, back, arrival, stop, notes, why);
  }

  /** The same with a step that policies let pass or not. */
  Trace withPolicies(String says, Step step, Optional<Stop> denied) {
    List<Step> longer = new ArrayList<>(there);
    longer.add(step);
    return new Trace(from, to, destination, List.copyOf(longer), back, denied.isPresent() ? Optional.empty() : arrival, denied, notes, says);
  }

  /** Kinds of step: a question to a resolver, the hops of a path, and what policies say to a request at its end. */
  public enum Kind {
    NAME,
    INTERFACE,
    GROUP_OUT,
    ACL_OUT,
    ROUTE,
    NAT_GATEWAY,
    INTERNET_GATEWAY,
    VPC_ENDPOINT,
    LOAD_BALANCER,
    PEERING_CONNECTION,
    VPN_GATEWAY,
    TRANSIT_GATEWAY,
    SITE,
    ACL_IN,
    GROUP_IN,
    LISTENER,
    POLICY
  }

  /**
   * One step.
   *
   * @param resource the AWS resource that decides
   * @param rule its rule: of a group, of an ACL with the direction, the destination of a route; empty when it has none
   * @param at the interface, subnet or network where it is asked
   */
  public record Step(Kind kind, String resource, String rule, String at, String says, boolean passed) {}

  /**
   * What ends a connection.
   *
   * @param code Reachability Analyzer's word for it, where it has one
   * @param onReturn whether it is the answer that is lost
   * @param sees what the client reports
   * @param fix the command that takes this obstacle away, where one command does
   * @param advice what else to know, or what to do where no command does it
   */
  public record Stop(
      String resource, String rule, String at, Optional<ExplanationCode> code, boolean onReturn, Symptom symptom, String sees, Optional<Fix> fix, String advice) {}

  /** How a failure looks from the client. */
  public enum Symptom {
    NAME_NOT_KNOWN,
    NAME_TIMEOUT,
    CONNECT_TIMEOUT,
    DENIED
  }

  /** Something that is not wrong for a packet, but for a bill or an intention. */
  public record Note(String resource, String says, Optional<Fix> fix) {}
}
