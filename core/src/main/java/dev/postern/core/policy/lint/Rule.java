package dev.postern.core.policy.lint;

/** A rule about policies and VPC endpoints, and why it is one. */
public enum Rule {
  VPCE001(Severity.WARNING, "the network limit has no exemption for whoever administers the policy",
      "consoles, pipelines and administrators elsewhere lose PutBucketPolicy; only the owner's root can give it back"),
  VPCE002(Severity.ERROR, "the owner's root is stopped from repairing the bucket's policy", "the one rescue from a lock-out is closed"),
  VPCE003(Severity.ERROR, "a value is no id of the kind that the key holds", "it never equals: a negated Deny always fires, an Allow never"),
  VPCE004(Severity.ERROR, "an endpoint is named that does not exist", "it never equals, and ids do not come back"),
  VPCE005(Severity.INFO, "IfExists changes nothing on a negated operator", "a negated operator holds of an absent key anyway: nobody is exempted"),
  VPCE006(Severity.ERROR, "an Allow limits the network with IfExists", "from the internet the key is absent, and the limit holds"),
  VPCE007(Severity.ERROR, "a Deny by network asks that the network key is there", "it exempts exactly the internet"),
  VPCE008(Severity.ERROR, "a set operator on a key of one value", "absent, ForAnyValue never holds and ForAllValues always does: either may be a hole"),
  VPCE009(Severity.ERROR, "the Deny covers the bucket or its objects, not both", "listing and administration, or the objects, stay open"),
  VPCE010(Severity.WARNING, "the Deny lists actions", "what it does not list stays open"),
  VPCE011(Severity.ERROR, "aws:SourceIp is compared with private addresses", "through endpoints the key is absent, elsewhere it is public"),
  VPCE012(Severity.ERROR, "the Deny by address stops all traffic through VPC endpoints", "there aws:SourceIp is absent, and a negated operator holds"),
  VPCE013(Severity.WARNING, "one Deny exempts addresses and endpoints alike", "office or endpoint gets in; if only the endpoints were meant, the office is a hole"),
  VPCE014(Severity.WARNING, "two Deny statements, one by address and one by endpoint", "nobody passes both: through an endpoint there is no address"),
  VPCE015(Severity.WARNING, "aws:VpcSourceIp without the VPC or endpoint", "the same private addresses are in other people's VPCs too"),
  VPCE016(Severity.WARNING, "aws:SourceVpc without its Region", "ids of VPCs are unique in a Region alone"),
  VPCE017(Severity.WARNING, "AWS services in their own name are denied", "deliveries of CloudTrail, Config and access logs come from no VPC"),
  VPCE018(Severity.ERROR, "services are exempted by Bool without IfExists", "anonymous callers have no such key, and are exempted too"),
  VPCE019(Severity.WARNING, "requests that an AWS service makes for a caller are denied", "the endpoint of the first hop is not kept"),
  VPCE020(Severity.WARNING, "service roles are not exempted", "replication, batch operations and others come from no VPC, and are no service principals"),
  VPCE021(Severity.WARNING, "an exemption by name or tag without account or organization", "somebody else can give the same name or tag to his own"),
  VPCE022(Severity.WARNING, "everybody is allowed who comes through the endpoint", "unsigned requests of every host behind it are too"),
  VPCE023(Severity.WARNING, "aws:SourceVpc names a VPC whose endpoints others share", "it is the endpoint's VPC, not the client's"),
  VPCE024(Severity.ERROR, "a gateway endpoint's policy names an account as principal", "there it means the root user alone"),
  VPCE025(Severity.ERROR, "the endpoint would refuse this policy", "EC2 checks endpoint policies when they are written"),
  VPCE026(Severity.INFO, "an endpoint's own policy asks for its own endpoint or VPC", "inside it the key always has that one value"),
  VPCE027(Severity.WARNING, "the endpoint's policy leaves out buckets of AWS", "package repositories, Systems Manager and ECR layers are fetched from them"),
  VPCE028(Severity.ERROR, "an access point without its bucket, or the reverse", "a request through an access point needs both in the endpoint's policy"),
  VPCE029(Severity.ERROR, "a key that the service does not set", "it is absent: a negated Deny stops everything, an Allow allows nothing"),
  VPCE030(Severity.ERROR, "an organization path without set operator or Like", "a key of many values needs a set operator, and paths end with wildcards"),
  VPCE031(Severity.WARNING, "endpoints whose account is in no organization are denied", "there aws:VpceOrgID is absent"),
  VPCE032(Severity.WARNING, "an Allow for endpoints that do not exist", "it grants nothing"),
  VPCE033(Severity.INFO, "a wildcard in an operator that knows none", "it stands for itself"),
  VPCE034(Severity.WARNING, "a NotPrincipal that leaves out the account, role or session of whom it excepts", "AWS may check each of them"),
  VPCE035(Severity.WARNING, "variables without Version 2012-10-17", "in the old language they stand for themselves"),
  VPCE036(Severity.INFO, "the endpoint lets everything pass", "data can leave to anybody's resources"),
  VPCE037(Severity.WARNING, "a Deny compares with a variable that may have no value", "then the inverted comparison holds, and it denies");

  private final Severity severity;
  private final String problem;
  private final String because;

  Rule(Severity severity, String problem, String because) {
    this.severity = severity;
    this.problem = problem;
    this.because = because;
  }

  public Severity severity() {
    return severity;
  }

  public String problem() {
    return problem;
  }

  public String because() {
    return because;
  }
}
