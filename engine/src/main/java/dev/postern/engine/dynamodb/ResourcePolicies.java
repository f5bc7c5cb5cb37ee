package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.ACCESS_DENIED;
import static dev.postern.engine.dynamodb.DynamoDbError.POLICY_NOT_FOUND;
import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.policy.Effect;
import dev.postern.core.policy.Excess;
import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.request.Fold;
import dev.postern.engine.dynamodb.store.Store;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.table.TableKey;
import dev.postern.engine.dynamodb.table.TablePolicy;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DeleteResourcePolicyRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteResourcePolicyResponse;
import software.amazon.awssdk.services.dynamodb.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.dynamodb.model.GetResourcePolicyResponse;
import software.amazon.awssdk.services.dynamodb.model.PutResourcePolicyRequest;
import software.amazon.awssdk.services.dynamodb.model.PutResourcePolicyResponse;

/**
 * PutResourcePolicy, GetResourcePolicy and DeleteResourcePolicy. Policies are attached to tables and speak of their indexes too; a change holds
 * for the next request, where AWS takes a while.
 * <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html">AWS</a>
 */
final class ResourcePolicies {
  private static final String INVALID = "One or more parameter values were invalid: ";
  private static final String NO_POLICY = "NO_POLICY";

  private final Store store;
  private final Clock clock;

  ResourcePolicies(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** A policy that would not let its author change it again is refused unless that is confirmed. */
  PutResourcePolicyResponse put(Access access, PutResourcePolicyRequest request) {
    TableKey key = TableNames.ofResource(access.caller(), request.resourceArn());
    new Constraints().notNull("policy", request.policy()).require();
    TablePolicy written = read(request.policy(), clock.millis());
    if (!Boolean.TRUE.equals(request.confirmRemoveSelfResourceAccess())) {
      Table table = store.table(key).orElseThrow(() -> Tables.notFound(key));
      Ask again = TableAsk.of(table.withPolicy(Optional.of(written))).ask("dynamodb:PutResourcePolicy");
      if (!access.allows(again)) {
        throw ACCESS_DENIED.saying("The new resource policy will not allow you to update the resource policy in the future.");
      }
    }
    return store.write(batch -> {
      Table table = batch.table(key).orElseThrow(() -> Tables.notFound(key));
      requireRevision(table, request.expectedRevisionId());
      if (table.policy().isPresent() && table.policy().get().document().equals(written.document())) {
        return PutResourcePolicyResponse.builder().revisionId(table.policy().get().revisionId()).build();
      }
      TablePolicy next = after(table.policy(), written);
      batch.define(table.withPolicy(Optional.of(next)));
      return PutResourcePolicyResponse.builder().revisionId(next.revisionId()).build();
    });
  }

  GetResourcePolicyResponse get(Caller caller, GetResourcePolicyRequest request) {
    TableKey key = TableNames.ofResource(caller, request.resourceArn());
    Table table = store.table(key).orElseThrow(() -> Tables.notFound(key));
    TablePolicy policy = table.policy().orElseThrow(() -> POLICY_NOT_FOUND.with(key.arn()));
    return GetResourcePolicyResponse.builder().policy(policy.document()).revisionId(policy.revisionId()).build();
  }

  DeleteResourcePolicyResponse delete(Caller caller, DeleteResourcePolicyRequest request) {
    TableKey key = TableNames.ofResource(caller, request.resourceArn());
    return store.write(batch -> {
      Table table = batch.table(key).orElseThrow(() -> Tables.notFound(key));
      requireRevision(table, request.expectedRevisionId());
      DeleteResourcePolicyResponse.Builder response = DeleteResourcePolicyResponse.builder();
      if (table.policy().isEmpty()) {
        return response.build();
      }
      batch.define(table.withPolicy(Optional.empty()));
      return response.revisionId(table.policy().get().revisionId()).build();
    });
  }

  /** Checks a policy as AWS does before it attaches one. */
  static TablePolicy read(String text, long now) {
    Excess.of(PolicyType.RESOURCE, text).ifPresent(excess -> {
      throw VALIDATION.saying(INVALID + "Maximum policy size of " + excess.limit() + " bytes exceeded " + excess);
    });
    PolicyDocument document;
    try {
      document = PolicyDocument.parse(PolicyType.RESOURCE, text);
    } catch (MalformedPolicy e) {
      throw VALIDATION.saying(INVALID + "Invalid policy document: " + e.getMessage());
    }
    requireOwnActions(document);
    // As AWS blocks public access; a grant to everybody that some condition narrows is taken, though AWS looks closer at the condition.
    if (document.statements().stream().anyMatch(ResourcePolicies::isUnbounded)) {
      throw VALIDATION.saying("Resource-based policy grants unbounded access in one or more elements. "
          + "Please revise the policy to ensure least-privilege form of access");
    }
    return new TablePolicy(text, Long.toString(now));
  }

  private static void requireOwnActions(PolicyDocument document) {
    List<String> foreign = document.statements().stream()
        .flatMap(statement -> statement.actions().written().stream())
        .filter(action -> !action.equals("*") && !Fold.lower(action).startsWith("dynamodb:"))
        .toList();
    if (!foreign.isEmpty()) {
      throw VALIDATION.saying(INVALID + "Invalid policy document: The following action names are invalid: "
          + foreign.stream().map(action -> "\"" + action + "\"").collect(Collectors.joining(", ")));
    }
  }

  private static boolean isUnbounded(Statement statement) {
    return statement.effect() == Effect.ALLOW && statement.principals().isEveryone() && statement.conditions().isEmpty();
  }

  /** Revisions are numbered by the time, and never backwards. */
  private static TablePolicy after(Optional<TablePolicy> before, TablePolicy written) {
    long earliest = before.map(policy -> Long.parseLong(policy.revisionId()) + 1).orElse(0L);
    return new TablePolicy(written.document(), Long.toString(Math.max(earliest, Long.parseLong(written.revisionId()))));
  }

  private static void requireRevision(Table table, @Nullable String expected) {
    if (expected == null) {
      return;
    }
    String name = table.key().name();
    Optional<String> revision = table.policy().map(TablePolicy::revisionId);
    if (expected.equals(NO_POLICY)) {
      revision.ifPresent(there -> {
        throw POLICY_NOT_FOUND.with(("Requested policy update expecting none to be present for table %s, but a policy exists with revision id %s.")
            .formatted(name, there));
      });
    } else if (!expected.equals(revision.orElseThrow(() -> POLICY_NOT_FOUND.with(table.key().arn())))) {
      throw POLICY_NOT_FOUND.with(("Requested update for policy with revision id %s, but the policy associated to target table %s has revision id %s.")
          .formatted(expected, name, revision.get()));
    }
  }
}
