package dev.postern.core.policy.lint;

import dev.postern.core.policy.MalformedPolicy;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyParser;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.json.Json;
import dev.postern.core.policy.json.JsonText;
import dev.postern.core.policy.json.MalformedJson;
import dev.postern.core.policy.json.Place;
import dev.postern.core.policy.proof.Setting;
import dev.postern.core.policy.question.PolicyFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what is looked at from JSON: a bare policy document; what {@code get-bucket-policy} prints; or an object of policies with what is
 * known around them.
 */
public final class SceneParser {
  private static final Set<String> FIELDS =
      Set.of("name", "account", "region", "bucket", "organization", "resourcePolicy", "identityPolicies", "vpcEndpointPolicies", "vpcEndpointType", "scps", "rcps",
          "endpoints", "endpointsComplete", "accessPoints", "forwardingServices", "serviceRoles");
  private static final Set<String> POINT_FIELDS = Set.of("arn", "bucket", "vpc", "policy");
  private static final Set<String> ENDPOINT_FIELDS = Set.of("id", "vpc", "vpcEndpointType", "service", "account", "organization", "shared", "policy");

  private final String text;
  private final String name;
  private final Optional<PolicyType> type;
  private final Optional<Boolean> gateway;
  private final String account;

  /**
   * @param name of a bare document
   * @param type of a bare document, if it is not to be guessed
   * @param gateway of an endpoint's document, whether it is a gateway endpoint's
   * @param account whose it is, if the text does not say
   */
  public SceneParser(String text, String name, Optional<PolicyType> type, Optional<Boolean> gateway, String account) {
    this.text = text;
    this.name = name;
    this.type = type;
    this.gateway = gateway;
    this.account = account;
  }

  /** A scene for each policy. @throws MalformedPolicy with the place in the text */
  public List<Scene> parse() {
    Json value;
    try {
      value = JsonText.parse(text);
    } catch (MalformedJson e) {
      throw new MalformedPolicy(e.place(), e.problem());
    }
    if (!(value instanceof Json.Members members)) {
      throw new MalformedPolicy(value.place(), "neither a policy nor an object of policies");
    }
    if (members.find("Statement").isPresent() || members.find("Version").isPresent()) {
      PolicyType kind = type.orElseGet(() -> guess(members));
      return List.of(Scene.of(new Policy(name, PolicyParser.parse(kind, members, text)), gateway.orElse(false), account));
    }
    if (members.members().size() == 1 && members.find("Policy").filter(Json.Scalar.class::isInstance).isPresent()) {
      return new SceneParser(((Json.Scalar) members.find("Policy").get()).text(), name, type, gateway, account).parse();
    }
    return scenes(new PolicyFields(text, members, problem -> new MalformedPolicy(members.place(), problem)));
  }

  /** Without principals it is an identity's; what is about every resource is no bucket's, so it is an endpoint's. */
  private static PolicyType guess(Json.Members document) {
    boolean principals = false;
    boolean everything = false;
    for (Json statement : document.find("Statement").map(SceneParser::values).orElse(List.of())) {
      if (statement instanceof Json.Members members) {
        principals |= members.find("Principal").isPresent() || members.find("NotPrincipal").isPresent();
        everything |= members.find("Resource").map(SceneParser::values).orElse(List.of()).stream()
            .anyMatch(resource -> resource instanceof Json.Scalar(Json.Scalar.Type _, String written, Place _) && (written.equals("*") || written.startsWith("arn:aws:s3:::*")));
      }
    }
    return !principals ? PolicyType.IDENTITY : everything ? PolicyType.VPC_ENDPOINT : PolicyType.RESOURCE;
  }

  private static List<Json> values(Json value) {
    return value instanceof Json.Items(List<Json> values, Place _, int _) ? values : List.of(value);
  }

  private List<Scene> scenes(PolicyFields fields) {
    fields.only(FIELDS);
    String owner = fields.optionalText("account").orElse(account);
    String region = fields.optionalText("region").orElse("us-east-1");
    Optional<String> organization = fields.optionalText("organization");
    List<Scene.Endpoint> endpoints = new ArrayList<>();
    for (Json value : fields.items("endpoints")) {
      endpoints.add(endpoint(fields, value, owner));
    }
    boolean complete = fields.flag("endpointsComplete", !endpoints.isEmpty());
    List<List<Policy>> scps = fields.levels("scps", PolicyType.SCP);
    List<List<Policy>> rcps = fields.levels("rcps", PolicyType.RCP);
    Optional<Scene.Callers> callers =
        fields.optional("forwardingServices").isPresent() || fields.optional("serviceRoles").isPresent()
            ? Optional.of(new Scene.Callers(texts(fields, "forwardingServices"), texts(fields, "serviceRoles")))
            : Optional.empty();
    Optional<List<Scene.Point>> points =
        fields.optional("accessPoints").map(_ -> fields.items("accessPoints").stream().map(value -> point(fields, value)).toList());
    List<Policy> policies = new ArrayList<>();
    policies.addAll(fields.single("resourcePolicy", PolicyType.RESOURCE));
    policies.addAll(fields.list("vpcEndpointPolicies", PolicyType.VPC_ENDPOINT));
    policies.addAll(fields.list("identityPolicies", PolicyType.IDENTITY));
    scps.forEach(policies::addAll);
    rcps.forEach(policies::addAll);
    if (policies.isEmpty()) {
      throw new MalformedPolicy(fields.members().place(), "no policy: resourcePolicy, vpcEndpointPolicies, identityPolicies, scps or rcps");
    }
    Optional<String> bucket = fields.optionalText("bucket");
    return policies.stream()
        .map(policy -> {
          Scene bare = Scene.of(policy, fields.isGateway(), owner);
          Optional<String> named = policy.document().type() == PolicyType.RESOURCE ? bucket.or(bare::bucket) : Optional.empty();
          return new Scene(policy, fields.isGateway(), owner, region, named, organization, endpoints, complete, scps, rcps, callers, points);
        })
        .toList();
  }

  private static List<String> texts(PolicyFields fields, String field) {
    return fields.items(field).stream().map(value -> fields.text(value, field)).toList();
  }

  private static PolicyFields object(PolicyFields fields, Json value, String list, Set<String> known) {
    if (!(value instanceof Json.Members members)) {
      throw fields.bad().apply(list + " is a list of objects");
    }
    PolicyFields own = new PolicyFields(fields.text(), members, problem -> fields.bad().apply(list + ": " + problem));
    own.only(known);
    return own;
  }

  private static Scene.Point point(PolicyFields fields, Json value) {
    PolicyFields own = object(fields, value, "accessPoints", POINT_FIELDS);
    String arn = own.text(own.required("arn"), "arn");
    if (!arn.matches("arn:[^:]+:s3:[^:]*:[0-9]{12}:accesspoint/.+")) {
      throw own.bad().apply("arn is no access point's: " + arn);
    }
    Optional<Policy> policy = own.single("policy", PolicyType.RESOURCE).stream().findFirst();
    return new Scene.Point(own.text(own.required("bucket"), "bucket"), new Setting.Point(arn, own.optionalText("vpc"), policy));
  }

  private static Scene.Endpoint endpoint(PolicyFields fields, Json value, String owner) {
    PolicyFields own = object(fields, value, "endpoints", ENDPOINT_FIELDS);
    return new Scene.Endpoint(
        own.text(own.required("id"), "id"),
        own.optionalText("vpc"),
        own.isGateway(),
        own.optionalText("service").orElse("s3"),
        own.optionalText("account").orElse(owner),
        own.optionalText("organization"),
        own.flag("shared", false),
        own.single("policy", PolicyType.VPC_ENDPOINT).stream().findFirst());
  }
}
