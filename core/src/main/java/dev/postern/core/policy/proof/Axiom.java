package dev.postern.core.policy.proof;

import dev.postern.core.policy.condition.Operator;
import dev.postern.core.policy.proof.text.Glob;
import dev.postern.core.policy.proof.text.TextSet;
import dev.postern.core.policy.request.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Something that is true of every real request, so that no witness breaks it. Each is a list of boxes that hold no request.
 * <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">AWS</a>
 */
public enum Axiom {
  ONE_WAY("aws:SourceIp is absent from a request through a VPC endpoint") {
    @Override
    List<Box> boxes(Setting setting, Set<Attribute> mentioned) {
      return endpointKeys().stream().map(key -> present(key).and(present("aws:sourceip"))).toList();
    }
  },
  PUBLIC_SOURCE("aws:SourceIp is a public address") {
    @Override
    List<Box> boxes(Setting setting, Set<Attribute> mentioned) {
      return List.of(Box.of(Attribute.key("aws:sourceip"), Limit.in(ValueSet.addresses(PRIVATE))));
    }
  },
  ENDPOINT_KEYS("aws:SourceVpce, aws:SourceVpc and aws:VpcSourceIp are there all together or not at all; aws:SourceVpcArn and aws:Vpce* never without them") {
    @Override
    List<Box> boxes(Setting setting, Set<Attribute> mentioned) {
      List<Box> boxes = new ArrayList<>();
      for (String one : endpointKeys()) {
        for (String other : TOGETHER) {
          if (!one.equals(other)) {
            boxes.add(present(one).and(absent(other)));
          }
        }
      }
      return boxes;
    }
  },
  KNOWN_ENDPOINTS("a known endpoint is in its own VPC") {
    @Override
    List<Box> boxes(Setting setting, Set<Attribute> mentioned) {
      List<Box> boxes = new ArrayList<>();
      for (Map.Entry<String, Setting.Endpoint> endpoint : setting.endpoints().entrySet()) {
        endpoint.getValue().vpc().ifPresent(vpc ->
            boxes.add(value("aws:sourcevpce", endpoint.getKey()).and(Attribute.key("aws:sourcevpc"), Limit.in(TextSet.exactly(List.of(vpc))).negated())));
      }
      return boxes;
    }
  },
  SERVICES_FROM_AWS("an AWS service comes from AWS's own network, through no VPC endpoint") {
    @Override
    List<Box> boxes(Setting setting, Set<Attribute> mentioned) {
      List<Box> boxes = new ArrayList<>();
      for (String key : endpointKeys()) {
        boxes.add(present(key).and(Attribute.WHO, Limit.in(new CallerSet.OfKind(CallerSet.OfKind.Kind.SERVICE))));
        boxes.add(present(key).and(value("aws:viaawsservice", "true")));
      }
      return boxes;
    }
  },
  NAMELESS("an anonymous caller and an AWS service have no organization, tags or name; only a service sets aws:SourceArn, aws:SourceAccount and aws:SourceOrg*") {
    @Override
    List<Box> boxes(Setting setting, Set<Attribute> mentioned) {
      List<Box> boxes = new ArrayList<>();
      Limit isIam = Limit.in(new CallerSet.OfKind(CallerSet.OfKind.Kind.IAM));
      Limit isService = Limit.in(new CallerSet.OfKind(CallerSet.OfKind.Kind.SERVICE));
      for (Attribute attribute : mentioned) {
        boolean isOfPrincipal = attribute.name().startsWith("aws:principalorg") || attribute.name().startsWith("aws:principaltag/");
        if (isOfPrincipal && attribute.kind() != Attribute.Kind.CHANCE) {
          boxes.add(Box.of(attribute, Limit.present()).and(Attribute.WHO, isIam.negated()));
        }
      }
      for (String key : List.of("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths", "aws:principalservicenameslist")) {
        boxes.add(present(key).and(Attribute.WHO, isService.negated()));
      }
      return boxes;
    }
  },
  OWN_ORGANIZATION("the owner's principals are of the owner's organization, and the resource is too") {
    @Override
    List<Box> boxes(Setting setting, Set<Attribute> mentioned) {
      List<Box> boxes = new ArrayList<>();
      setting.organization().ifPresent(id -> {
        Limit other = Limit.in(TextSet.exactly(List.of(id))).negated();
        boxes.add(Box.of(Attribute.key("aws:principalorgid"), other).and(Attribute.WHO, Limit.in(new CallerSet.OfAccount(setting.account()))));
        boxes.add(Box.of(Attribute.key("aws:resourceorgid"), other));
      });
      boxes.add(Box.of(Attribute.key("aws:resourceaccount"), Limit.in(TextSet.exactly(List.of(setting.account()))).negated()));
      return boxes;
    }
  },
  KNOWN_ACTIONS("actions of S3 that are about a bucket name a bucket or access point, and those about an object an object of one; no action is about another service's resource") {
    @Override
    List<Box> boxes(Setting setting, Set<Attribute> mentioned) {
      return setting.isS3() ? ofS3() : setting.isEverything() ? Stream.concat(ofS3().stream(), OWN.stream().map(this::ofService)).toList() : List.of();
    }

    private Box ofService(String service) {
      TextSet own = TextSet.of(Glob.shape("arn:~:" + service + ":*"), Glob.exact("*"));
      return Box.of(Attribute.ACTION, Limit.in(TextSet.of(Glob.shape(service + ":^*")))).and(Attribute.RESOURCE, Limit.in(own).negated());
    }

    private List<Box> ofS3() {
      Limit object = Limit.in(TextSet.of(Glob.shape("arn:~:s3:::~/^*"), Glob.shape("arn:~:s3:~:~:accesspoint/^*/object/^*")));
      Limit slash = Limit.in(TextSet.of(Glob.shape("arn:~:s3:::*/*"), Glob.shape("arn:~:s3:~:~:accesspoint/^*/*")));
      Limit objects = Limit.in(TextSet.exactly(S3Actions.folded(S3Actions.About.OBJECT)));
      Limit buckets = Limit.in(TextSet.exactly(S3Actions.folded(S3Actions.About.BUCKET)));
      return List.of(
          Box.of(Attribute.ACTION, objects).and(Attribute.RESOURCE, object.negated()),
          Box.of(Attribute.ACTION, buckets).and(Attribute.RESOURCE, slash));
    }
  },
  POINT_KEYS("s3:DataAccessPointArn, s3:DataAccessPointAccount and s3:AccessPointNetworkOrigin are there all together, through an access point, or not at all; the account is the ARN's, the origin VPC or Internet") {
    @Override
    List<Box> boxes(Setting setting, Set<Attribute> mentioned) {
      List<Box> boxes = new ArrayList<>();
      for (String one : PointKeys.ALL) {
        for (String other : PointKeys.ALL) {
          if (!one.equals(other)) {
            boxes.add(present(one).and(absent(other)));
          }
        }
      }
      boxes.add(present(PointKeys.ARN).and(Attribute.key(PointKeys.ARN), Limit.in(TextSet.of(Glob.shape("arn:~:s3:~:" + "#".repeat(12) + ":accesspoint/^*"))).negated()));
      boxes.add(present(PointKeys.ORIGIN).and(Attribute.key(PointKeys.ORIGIN), Limit.in(TextSet.exactly(List.of("VPC", "Internet"))).negated()));
      return boxes;
    }
  },
  THROUGH_POINTS("through an access point comes nothing unsigned, nothing without TLS and nothing that is about the bucket alone, and through one of a VPC only what came through a VPC endpoint") {
    @Override
    List<Box> boxes(Setting setting, Set<Attribute> mentioned) {
      List<String> through = S3Actions.throughPoints();
      List<String> other = Stream.of(S3Actions.About.values()).flatMap(about -> S3Actions.all(about).stream()).filter(action -> !through.contains(action)).map(Fold::lower).toList();
      return List.of(
          present(PointKeys.ARN).and(Attribute.WHO, Limit.in(new CallerSet.OfKind(CallerSet.OfKind.Kind.ANONYMOUS))),
          present(PointKeys.ARN).and(Attribute.key("aws:securetransport"), Limit.in(ValueSet.points(Operator.Family.BOOL, List.of("true", "false"), "false"::equals))),
          present(PointKeys.ARN).and(Attribute.ACTION, Limit.in(TextSet.exactly(other))),
          value(PointKeys.ORIGIN, "VPC").and(absent("aws:sourcevpc")));
    }
  },
  KNOWN_POINTS("the access points that are known to lead to a bucket are all there are, and each takes requests of its own VPC alone, or of the internet") {
    @Override
    List<Box> boxes(Setting setting, Set<Attribute> mentioned) {
      List<Box> boxes = new ArrayList<>();
      setting.judging().ifPresent(points -> {
        Limit others = Limit.in(TextSet.exactly(points.stream().map(Setting.Point::arn).toList())).negated();
        boxes.add(present(PointKeys.ARN).and(Attribute.key(PointKeys.ARN), others));
        for (Setting.Point point : points) {
          Box through = value(PointKeys.ARN, point.arn());
          boxes.add(through.and(Attribute.key(PointKeys.ORIGIN), Limit.in(TextSet.exactly(List.of(point.networkOrigin()))).negated()));
          point.vpc().ifPresent(vpc -> boxes.add(through.and(Attribute.key("aws:sourcevpc"), Limit.in(TextSet.exactly(List.of(vpc))).negated())));
        }
      });
      return boxes;
    }
  },
  BOOLEANS("aws:ViaAWSService and aws:SecureTransport are true or false, and always there") {
    @Override
    List<Box> boxes(Setting setting, Set<Attribute> mentioned) {
      Limit other =
          Limit.in(ValueSet.points(Operator.Family.BOOL, List.of("true", "false"), value -> value.equals("true") || value.equals("false"))).negated();
      return List.of(Box.of(Attribute.key("aws:viaawsservice"), other), Box.of(Attribute.key("aws:securetransport"), other));
    }
  };

  /** Services whose actions are about their own resources alone, as the service authorization reference has them. */
  private static final List<String> OWN =
      List.of("s3", "dynamodb", "sqs", "sns", "kms", "lambda", "secretsmanager", "kinesis", "logs", "ecr", "states", "execute-api", "iam");

  private static final List<String> TOGETHER = List.of("aws:sourcevpce", "aws:sourcevpc", "aws:vpcsourceip");
  private static final List<String> SOMETIMES = List.of("aws:sourcevpcarn", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths");
  static final List<String> PRIVATE =
      List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "0.0.0.0/8", "224.0.0.0/3", "fc00::/7", "fe80::/10", "::/8", "ff00::/8");

  private final String sentence;

  Axiom(String sentence) {
    this.sentence = sentence;
  }

  /** What it says. */
  public String sentence() {
    return sentence;
  }

  abstract List<Box> boxes(Setting setting, Set<Attribute> mentioned);

  /** The boxes of this that are about attributes that matter to a question. */
  List<Box> impossible(Setting setting, Set<Attribute> mentioned) {
    return boxes(setting, mentioned).stream().filter(box -> box.sides().stream().allMatch(side -> mentioned.contains(side.attribute()))).toList();
  }

  private static List<String> endpointKeys() {
    List<String> keys = new ArrayList<>(TOGETHER);
    keys.addAll(SOMETIMES);
    return keys;
  }

  private static Box present(String key) {
    return Box.of(Attribute.key(key), Limit.present());
  }

  private static Box absent(String key) {
    return Box.of(Attribute.key(key), Limit.absent());
  }

  private static Box value(String key, String value) {
    return Box.of(Attribute.key(key), Limit.in(TextSet.exactly(List.of(value))));
  }
}
