package dev.postern.core.services;

/** The services that answer on a Region's public side. */
public enum PublicService {
  S3("s3"),
  DYNAMODB("dynamodb"),
  EC2("ec2"),
  STS("sts"),
  IAM("iam"),
  LAMBDA("lambda"),
  /** Tells a caller which address it is seen with. */
  CHECKIP("checkip");

  private final String code;

  PublicService(String code) {
    this.code = code;
  }

  /** The name in host names and in the scope of a signature. */
  public String code() {
    return code;
  }
}
