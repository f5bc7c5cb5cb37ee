package dev.postern.core.policy;

import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.request.Request;
import java.util.List;

/** A policy of one type, checked and ready to decide. */
public final class PolicyDocument {
  private final PolicyType type;
  private final boolean variables;
  private final Json.Members source;
  private final StatementsByAction statements;

  /** @param source what it was made of */
  PolicyDocument(PolicyType type, boolean variables, List<Statement> statements, Json.Members source) {
    this.type = type;
    this.variables = variables;
    this.source = source;
    this.statements = new StatementsByAction(statements);
  }

  /** Reads a document. @throws MalformedPolicy with the place in the text */
  public static PolicyDocument parse(PolicyType type, String text) {
    return PolicyParser.parse(type, text);
  }

  /** The same with some of its statements. */
  public PolicyDocument with(List<Statement> some) {
    return new PolicyDocument(type, variables, some, source);
  }

  public PolicyType type() {
    return type;
  }

  /** Whether its version has policy variables. */
  public boolean variables() {
    return variables;
  }

  public List<Statement> statements() {
    return statements.all();
  }

  /** Its statements that are about the action of {@code request}, in order; not to be written to. */
  Statement[] statementsAbout(Request request) {
    return statements.about(request);
  }

  public Json.Members source() {
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PolicyDocument that && type == that.type && source.equals(that.source) && statements.all().equals(that.statements.all());
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return type + " " + statements.all();
  }
}
