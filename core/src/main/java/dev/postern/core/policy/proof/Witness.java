package dev.postern.core.policy.proof;

import dev.postern.core.policy.pattern.Atom;
import dev.postern.core.policy.pattern.Template;
import dev.postern.core.policy.proof.text.Work;
import dev.postern.core.policy.question.Question;
import dev.postern.core.policy.request.Context;
import dev.postern.core.policy.request.Fold;
import dev.postern.core.policy.request.Principal;
import dev.postern.core.policy.request.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes of a region a request that one could meet. */
final class Witness {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("aws:sourcevpce", "aws:SourceVpce"),
          Map.entry("aws:sourcevpc", "aws:SourceVpc"),
          Map.entry("aws:vpcsourceip", "aws:VpcSourceIp"),
          Map.entry("aws:sourcevpcarn", "aws:SourceVpcArn"),
          Map.entry("aws:vpceaccount", "aws:VpceAccount"),
          Map.entry("aws:vpceorgid", "aws:VpceOrgID"),
          Map.entry("aws:vpceorgpaths", "aws:VpceOrgPaths"),
          Map.entry("aws:sourceip", "aws:SourceIp"),
          Map.entry("aws:viaawsservice", "aws:ViaAWSService"),
          Map.entry("aws:securetransport", "aws:SecureTransport"),
          Map.entry("aws:principalorgid", "aws:PrincipalOrgID"),
          Map.entry("aws:principalorgpaths", "aws:PrincipalOrgPaths"),
          Map.entry("aws:resourceaccount", "aws:ResourceAccount"),
          Map.entry("aws:resourceorgid", "aws:ResourceOrgID"),
          Map.entry("aws:sourceaccount", "aws:SourceAccount"),
          Map.entry("aws:sourcearn", "aws:SourceArn"),
          Map.entry("aws:calledvia", "aws:CalledVia"),
          Map.entry("aws:currenttime", "aws:CurrentTime"),
          Map.entry("aws:requestedregion", "aws:RequestedRegion"),
          Map.entry(PointKeys.ARN, "s3:DataAccessPointArn"),
          Map.entry(PointKeys.ACCOUNT, "s3:DataAccessPointAccount"),
          Map.entry(PointKeys.ORIGIN, "s3:AccessPointNetworkOrigin"));

  private final Setting setting;
  private final Map<Attribute, List<Limit>> region;
  private final Context.Builder context = Context.builder();
  private final Work work = Work.ofASearch();

  private Witness(Setting setting, Map<Attribute, List<Limit>> region) {
    this.setting = setting;
    this.region = region;
  }

  /** A request of the region; empty when a value cannot be found after all. */
  static Optional<Question> of(Setting setting, Map<Attribute, List<Limit>> region) {
    return new Witness(setting, region).question();
  }

  private Optional<Question> question() {
    if (!(solve(Attribute.WHO) instanceof Found.Somebody(Caller caller))
        || !(solve(Attribute.ACTION) instanceof Found.Present(List<String> action))
        || !(solve(Attribute.RESOURCE) instanceof Found.Present(List<String> resource))) {
      return Optional.empty();
    }
    caller.keys().forEach(context::put);
    for (Attribute attribute : region.keySet().stream().sorted().toList()) {
      boolean isKey = attribute.kind() == Attribute.Kind.KEY || attribute.kind() == Attribute.Kind.KEYS;
      Found found = isKey ? solve(attribute) : Found.ABSENT;
      if (found instanceof Found.Present(List<String> values)) {
        context.put(NAMES.getOrDefault(attribute.name(), attribute.name()), values);
      } else if (!(found instanceof Found.Absent)) {
        return Optional.empty();
      }
    }
    String about = resource.getFirst();
    for (Attribute chance : region.keySet().stream().filter(attribute -> attribute.kind() == Attribute.Kind.CHANCE).sorted().toList()) {
      about = bring(chance, about);
    }
    addWay(caller.principal());
    Context whole = context.build();
    Request request = new Request(caller.principal(), S3Actions.written(action.getFirst()), about, setting.account(), whole);
    return Optional.of(Replay.onResource(setting, "\"witness\"", request));
  }

  private Found solve(Attribute attribute) {
    List<Limit> limits = region.getOrDefault(attribute, List.of());
    if (attribute.kind() == Attribute.Kind.WHO) {
      return CallerSolver.solveUsual(limits, work);
    }
    Optional<Found> usual =
        Usual.form(attribute.name()).map(form -> {
          List<Limit> more = new ArrayList<>(limits);
          more.add(new Limit(Limit.Scope.ALL, new ValueSet.Texts(form), true, true));
          return AttributeSolver.solve(attribute, more, work);
        });
    return usual.filter(found -> found instanceof Found.Present || found instanceof Found.Absent).orElseGet(() -> AttributeSolver.solve(attribute, limits, work));
  }

  /**
   * Gives variables the values with which what was left to chance happens, or leaves them without any.
   *
   * @return the resource, which takes the values of variables that have one already
   */
  private String bring(Attribute chance, String resource) {
    boolean fits = solve(chance) instanceof Found.Present(List<String> value) && value.getFirst().equals("true");
    if (!fits || chance.open().isEmpty()) {
      return resource;
    }
    String attribute = chance.name().substring(0, chance.name().indexOf(' '));
    Context known = context.build();
    boolean isResource = attribute.equals(Attribute.RESOURCE.name());
    String text = isResource ? resource : known.get(attribute).size() == 1 ? known.get(attribute).at(0) : "";
    for (Template template : chance.open()) {
      Matcher matcher = pattern(template).matcher(text);
      if (!matcher.matches()) {
        continue;
      }
      int group = 1;
      StringBuilder filled = new StringBuilder();
      for (Atom atom : template.atoms()) {
        switch (atom) {
          case Atom.Literal(String literal) -> filled.append(literal);
          case Atom.One _, Atom.Run _ -> filled.append('x');
          case Atom.Variable variable -> {
            String value = matcher.group(group++);
            if (!known.has(variable.folded())) {
              context.put(variable.key(), value);
              filled.append(value);
            } else if (known.get(variable.folded()).size() == 1) {
              filled.append(known.get(variable.folded()).at(0));
            }
          }
        }
      }
      if (isResource) {
        return filled.toString();
      }
      if (!filled.toString().equals(text)) {
        context.put(NAMES.getOrDefault(attribute, attribute), filled.toString());
      }
      return resource;
    }
    return resource;
  }

  private static Pattern pattern(Template template) {
    StringBuilder regex = new StringBuilder();
    for (Atom atom : template.atoms()) {
      regex.append(
          switch (atom) {
            case Atom.Literal(String text) -> Pattern.quote(text);
            case Atom.One _ -> ".";
            case Atom.Run _ -> ".*";
            case Atom.Variable _ -> "(.*?)";
          });
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /** What the region leaves open of the request's way, as it would be. */
  private void addWay(Principal caller) {
    Context known = context.build();
    boolean isService = caller instanceof Principal.Service;
    if (known.has("aws:SourceVpce") || known.has("aws:SourceVpc") || known.has("aws:VpcSourceIp")) {
      add("aws:SourceVpce", "vpce-0fedcba9876543210");
      String vpc = Optional.ofNullable(setting.endpoints().get(context.build().get("aws:sourcevpce").at(0))).flatMap(Setting.Endpoint::vpc).orElse("vpc-0fedcba9876543210");
      add("aws:SourceVpc", vpc);
      add("aws:VpcSourceIp", "10.0.0.5");
    } else if (!isService) {
      add("aws:SourceIp", "198.51.100.7");
    }
    if (known.has("s3:DataAccessPointArn")) {
      add("s3:DataAccessPointAccount", known.get(PointKeys.ARN).at(0).split(":", 6)[4]);
    }
    add("aws:ViaAWSService", "false");
    add("aws:SecureTransport", "true");
    add("aws:ResourceAccount", setting.account());
  }

  /** Only what no limit speaks of. */
  private void add(String key, String value) {
    if (!region.containsKey(Attribute.key(Fold.lower(key)))) {
      context.put(key, value);
    }
  }
}
