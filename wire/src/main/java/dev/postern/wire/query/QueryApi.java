package dev.postern.wire.query;

/** The services that speak a Query protocol, with the version and XML namespace of their responses. */
public enum QueryApi {
  EC2(QueryProtocol.EC2, "2016-11-15", "http://ec2.amazonaws.com/doc/2016-11-15/"),
  IAM(QueryProtocol.AWS_QUERY, "2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/"),
  STS(QueryProtocol.AWS_QUERY, "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/"),
  ELASTIC_LOAD_BALANCING(QueryProtocol.AWS_QUERY, "2015-12-01", "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"),
  CLOUDWATCH(QueryProtocol.AWS_QUERY, "2010-08-01", "http://monitoring.amazonaws.com/doc/2010-08-01/");

  private final QueryProtocol protocol;
  private final String version;
  private final String namespace;

  QueryApi(QueryProtocol protocol, String version, String namespace) {
    this.protocol = protocol;
    this.version = version;
    this.namespace = namespace;
  }

  public QueryProtocol protocol() {
    return protocol;
  }

  public String version() {
    return version;
  }

  public String namespace() {
    return namespace;
  }
}
