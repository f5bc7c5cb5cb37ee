package dev.postern.core.action.organizations;

import dev.postern.core.error.OrganizationsError;
import dev.postern.core.model.OrganizationPolicy;
import dev.postern.core.policy.Effect;
import dev.postern.core.policy.Excess;
import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.Statement;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.json.Place;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of a policy of an organization, checked when it is stored. Resource control policies only deny, deny everybody, and name services.
 * <a href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html">AWS</a>
 */
final class PolicyContent {
  private PolicyContent() {}

  static String checked(OrganizationPolicy.Type type, @Nullable String content) {
    String text = Given.text(content, "Content", 1, 1_000_000);
    PolicyType grammar =
        switch (type) {
          case SERVICE_CONTROL_POLICY -> PolicyType.SCP;
          case RESOURCE_CONTROL_POLICY -> PolicyType.RCP;
        };
    Excess.of(grammar, text).ifPresent(excess -> {
      throw OrganizationsError.POLICY_LENGTH.with(excess.limit(), excess);
    });
    try {
      PolicyDocument document = PolicyDocument.parse(grammar, text);
      switch (type) {
        case SERVICE_CONTROL_POLICY -> {}
        case RESOURCE_CONTROL_POLICY -> checkDenies(document);
      }
    } catch (MalformedPolicy malformed) {
      throw OrganizationsError.MALFORMED_POLICY.with(malformed.place() + ": " + malformed.problem());
    }
    return text;
  }

  private static void checkDenies(PolicyDocument document) {
    List<Json> sources = list(document.source().find("Statement").orElseThrow());
    for (Statement statement : document.statements()) {
      if (statement.effect() != Effect.DENY) {
        throw new MalformedPolicy(statement.place(), "the Effect of a resource control policy is Deny");
      }
      Json.Members source = (Json.Members) sources.get(statement.index());
      Json action = source.find("Action").orElseThrow(() -> new MalformedPolicy(source.place(), "a resource control policy has no NotAction"));
      for (Json value : list(action)) {
        if (text(value).startsWith("*")) {
          throw new MalformedPolicy(value.place(), "a resource control policy names the service of an action");
        }
      }
      Optional<Json> principal = source.find("Principal");
      if (!principal.map(PolicyContent::isEverybody).orElse(false)) {
        throw new MalformedPolicy(principal.map(Json::place).orElseGet(source::place), "the Principal of a resource control policy is \"*\"");
      }
    }
  }

  private static boolean isEverybody(Json principal) {
    return text(principal).equals("*")
        || principal instanceof Json.Members members
            && members.members().size() == 1
            && members.find("AWS").map(aws -> list(aws).stream().allMatch(each -> text(each).equals("*"))).orElse(false);
  }

  private static List<Json> list(Json value) {
    return value instanceof Json.Items(List<Json> values, Place _, int _) ? values : List.of(value);
  }

  private static String text(Json value) {
    return value instanceof Json.Scalar scalar ? scalar.text() : "";
  }
}
