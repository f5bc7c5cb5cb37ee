package dev.postern.core.advise;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a kind of workload calls for itself, so that it runs in subnets without a way out.
 *
 * <p><a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html">ECR</a>,
 * <a href="https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html">EKS</a>,
 * <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html">Systems Manager</a>,
 * <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html">Lambda</a>
 */
public enum Workload {
  LAMBDA(
      "lambda",
      "Lambda functions in a VPC",
      List.of(),
      "Lambda itself needs none: logs, metrics, image pulls and event sources do not pass the VPC. Each service that the code calls needs its own.",
      List.of(new Need("sqs", "the code"), new Need("sns", "the code"), new Need("secretsmanager", "the code"), new Need("kms", "the code"),
          new Need("sts", "the code"), new Need("states", "the code"), new Need("events", "the code"), new Need("lambda", "the code"),
          new Need("s3", "the code"), new Need("dynamodb", "the code"))),
  ECS_FARGATE(
      "ecs-fargate",
      "ECS tasks on Fargate, platform 1.4 or later",
      List.of("ecr.api", "ecr.dkr", "s3"),
      "Image layers come from S3: a policy on its endpoint must let GetObject on prod-REGION-starport-layer-bucket pass.",
      List.of(new Need("logs", "the awslogs driver"), new Need("secretsmanager", "injected secrets"), new Need("ssm", "injected parameters"),
          new Need("kms", "secrets under a key of one's own"), new Need("ssmmessages", "ECS Exec"))),
  ECS_EC2(
      "ecs-ec2",
      "ECS tasks on EC2 instances",
      List.of("ecs", "ecs-agent", "ecs-telemetry", "ecr.api", "ecr.dkr", "s3"),
      "The three of ECS are made together; restart the agent afterwards.",
      List.of(new Need("logs", "the awslogs driver"), new Need("secretsmanager", "injected secrets"), new Need("ssm", "injected parameters"))),
  EKS(
      "eks",
      "nodes of a private EKS cluster",
      List.of("ec2", "ecr.api", "ecr.dkr", "s3", "sts"),
      "The Kubernetes API has the cluster's own private endpoint, which is none of these.",
      List.of(new Need("eks-auth", "Pod Identity"), new Need("elasticloadbalancing", "the load balancer controller"), new Need("autoscaling", "the cluster autoscaler"),
          new Need("logs", "container logs"), new Need("xray", "traces"), new Need("elasticfilesystem", "EFS volumes"), new Need("eks", "callers of EKS itself"),
          new Need("ssm", "Session Manager"), new Need("ssmmessages", "Session Manager"))),
  SSM(
      "ssm",
      "instances under Systems Manager",
      List.of("ssm", "ssmmessages"),
      "Agents before 3.3.40.0 need ec2messages too.",
      List.of(new Need("ec2messages", "agents before 3.3.40.0"), new Need("s3", "agent updates, patch baselines, output"), new Need("kms", "encrypted sessions"),
          new Need("logs", "session logs"), new Need("ec2", "VSS snapshots")));

  private final String code;
  private final String words;
  private final List<String> needed;
  private final String note;
  private final List<Need> perhaps;

  Workload(String code, String words, List<String> needed, String note, List<Need> perhaps) {
    this.code = code;
    this.words = words;
    this.needed = needed;
    this.note = note;
    this.perhaps = perhaps;
  }

  /** A service that some of these workloads call, and what for. */
  public record Need(String service, String why) {}

  /** The name in commands and in JSON. */
  public String code() {
    return code;
  }

  public String words() {
    return words;
  }

  /** The services that it does not run without. */
  public List<String> needed() {
    return needed;
  }

  public String note() {
    return note;
  }

  public List<Need> perhaps() {
    return perhaps;
  }

  public static Optional<Workload> of(String code) {
    return Arrays.stream(values()).filter(w -> w.code.equals(code)).findFirst();
  }
}
