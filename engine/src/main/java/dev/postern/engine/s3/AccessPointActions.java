package dev.postern.engine.s3;

import dev.postern.core.authorize.Documents;
import dev.postern.core.policy.PolicyDocument;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.PublicAccess;
import dev.postern.engine.s3.store.AccessPoint;
import dev.postern.engine.s3.store.AccessPoints;
import dev.postern.engine.s3.store.Bucket;
import dev.postern.engine.s3.store.Storage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3control.model.CreateAccessPointRequest;
import software.amazon.awssdk.services.s3control.model.CreateAccessPointResponse;
import software.amazon.awssdk.services.s3control.model.DeleteAccessPointPolicyRequest;
import software.amazon.awssdk.services.s3control.model.DeleteAccessPointRequest;
import software.amazon.awssdk.services.s3control.model.GetAccessPointPolicyRequest;
import software.amazon.awssdk.services.s3control.model.GetAccessPointPolicyResponse;
import software.amazon.awssdk.services.s3control.model.GetAccessPointPolicyStatusRequest;
import software.amazon.awssdk.services.s3control.model.GetAccessPointPolicyStatusResponse;
import software.amazon.awssdk.services.s3control.model.GetAccessPointRequest;
import software.amazon.awssdk.services.s3control.model.GetAccessPointResponse;
import software.amazon.awssdk.services.s3control.model.ListAccessPointsRequest;
import software.amazon.awssdk.services.s3control.model.ListAccessPointsResponse;
import software.amazon.awssdk.services.s3control.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3control.model.PutAccessPointPolicyRequest;
import software.amazon.awssdk.services.s3control.model.VpcConfiguration;

/** The operations on access points and their policies, each for the account's own in the endpoint's Region. */
final class AccessPointActions {
  private static final int PAGE = 1_000;
  private static final String PUBLIC = "User: %s is not authorized to perform: s3:PutAccessPointPolicy on resource: \"%s\" because public policies"
      + " are prevented by the BlockPublicPolicy setting in S3 Block Public Access.";

  private final Storage storage;

  AccessPointActions(Storage storage) {
    this.storage = storage;
  }

  /** <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateAccessPoint.html">AWS</a> */
  Optional<SdkPojo> create(ControlOperation.Call<CreateAccessPointRequest> call) {
    CreateAccessPointRequest input = call.input();
    if (!AccessPointName.isGood(call.name())) {
      throw S3Error.INVALID_ACCESS_POINT.refusal("AccessPointName", call.name());
    }
    String owner = Optional.ofNullable(input.bucketAccountId()).orElse(call.account());
    Bucket bucket = Optional.ofNullable(input.bucket())
        .flatMap(storage.buckets()::find)
        .filter(b -> b.account().equals(owner) && b.region().equals(call.region()))
        .orElseThrow(AccessPointActions::noBucket);
    Optional<String> vpc = Optional.ofNullable(input.vpcConfiguration()).map(v -> Optional.ofNullable(v.vpcId()).orElse(""));
    if (vpc.filter(String::isEmpty).isPresent()) {
      throw S3Error.MALFORMED_XML.refusal();
    }
    AccessPoint point = new AccessPoint(
        call.account(), call.region(), call.name(), "", bucket, vpc, blocks(input.publicAccessBlockConfiguration()).print(), call.now(), Optional.empty());
    return switch (storage.accessPoints().create(point)) {
      case AccessPoints.Made.Done(AccessPoint made) ->
          Optional.of(CreateAccessPointResponse.builder().accessPointArn(made.arn()).alias(made.alias()).build());
      case AccessPoints.Made.NoBucket() -> throw noBucket();
      case AccessPoints.Made.NameTaken() -> throw S3Error.ACCESS_POINT_ALREADY_OWNED_BY_YOU.refusal("AccessPointName", call.name());
    };
  }

  private static Refusal noBucket() {
    return S3Error.INVALID_REQUEST.about("An access point can be created only for an existing bucket.");
  }

  /** What is not said is on. <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html">AWS</a> */
  private static PublicBlocks blocks(@Nullable PublicAccessBlockConfiguration wanted) {
    return wanted == null
        ? new PublicBlocks(true, true, true, true)
        : new PublicBlocks(
            !Boolean.FALSE.equals(wanted.blockPublicAcls()),
            !Boolean.FALSE.equals(wanted.ignorePublicAcls()),
            !Boolean.FALSE.equals(wanted.blockPublicPolicy()),
            !Boolean.FALSE.equals(wanted.restrictPublicBuckets()));
  }

  Optional<SdkPojo> get(ControlOperation.Call<GetAccessPointRequest> call) {
    AccessPoint point = find(call);
    PublicBlocks blocks = AccessPointPolicies.blocks(point);
    return Optional.of(GetAccessPointResponse.builder()
        .name(point.name())
        .bucket(point.bucket().name())
        .bucketAccountId(point.bucket().account())
        .networkOrigin(point.networkOrigin())
        .vpcConfiguration(vpc(point))
        .publicAccessBlockConfiguration(c -> c.blockPublicAcls(blocks.blockPublicAcls())
            .ignorePublicAcls(blocks.ignorePublicAcls())
            .blockPublicPolicy(blocks.blockPublicPolicy())
            .restrictPublicBuckets(blocks.restrictPublicBuckets()))
        .creationDate(point.created())
        .accessPointArn(point.arn())
        .alias(point.alias())
        .endpoints(Map.of(
            "ipv4", "s3-accesspoint." + point.region() + ".amazonaws.com",
            "dualstack", "s3-accesspoint.dualstack." + point.region() + ".amazonaws.com"))
        .build());
  }

  /** <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_ListAccessPoints.html">AWS</a> */
  Optional<SdkPojo> list(ControlOperation.Call<ListAccessPointsRequest> call) {
    ListAccessPointsRequest input = call.input();
    int max = Optional.ofNullable(input.maxResults()).orElse(PAGE);
    if (max < 0 || max > PAGE) {
      throw S3Error.INVALID_REQUEST.about("The range for the MaxResults parameter is not valid.");
    }
    String after = Optional.ofNullable(input.nextToken()).map(t -> Token.read(t, "nextToken")).orElse("");
    List<AccessPoint> found =
        storage.accessPoints().owned(call.account(), call.region(), Optional.ofNullable(input.bucket()).orElse(""), after, max + 1);
    List<AccessPoint> page = found.subList(0, Math.min(max, found.size()));
    return Optional.of(ListAccessPointsResponse.builder()
        .accessPointList(page.stream().map(AccessPointActions::listed).toList())
        .nextToken(page.size() < found.size() && !page.isEmpty() ? Token.print(page.getLast().name()) : null)
        .build());
  }

  private static software.amazon.awssdk.services.s3control.model.AccessPoint listed(AccessPoint point) {
    return software.amazon.awssdk.services.s3control.model.AccessPoint.builder()
        .name(point.name())
        .networkOrigin(point.networkOrigin())
        .vpcConfiguration(vpc(point))
        .bucket(point.bucket().name())
        .accessPointArn(point.arn())
        .alias(point.alias())
        .bucketAccountId(point.bucket().account())
        .build();
  }

  private static @Nullable VpcConfiguration vpc(AccessPoint point) {
    return point.vpc().map(id -> VpcConfiguration.builder().vpcId(id).build()).orElse(null);
  }

  Optional<SdkPojo> delete(ControlOperation.Call<DeleteAccessPointRequest> call) {
    if (!storage.accessPoints().delete(find(call))) {
      throw noPoint(call);
    }
    return Optional.empty();
  }

  Optional<SdkPojo> getPolicy(ControlOperation.Call<GetAccessPointPolicyRequest> call) {
    String policy = find(call).policy().orElseThrow(() -> S3Error.NO_SUCH_ACCESS_POINT_POLICY.refusal("AccessPointName", call.name()));
    return Optional.of(GetAccessPointPolicyResponse.builder().policy(policy).build());
  }

  /** Whether the policy is public; one of a single VPC never is. */
  Optional<SdkPojo> policyStatus(ControlOperation.Call<GetAccessPointPolicyStatusRequest> call) {
    AccessPoint point = find(call);
    String policy = point.policy().orElseThrow(() -> S3Error.NO_SUCH_ACCESS_POINT_POLICY.refusal("AccessPointName", call.name()));
    boolean isPublic = point.vpc().isEmpty() && PublicAccess.isPublic(Documents.of(PolicyType.RESOURCE, policy));
    return Optional.of(GetAccessPointPolicyStatusResponse.builder().policyStatus(s -> s.isPublic(isPublic)).build());
  }

  /** <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutAccessPointPolicy.html">AWS</a> */
  Optional<SdkPojo> putPolicy(ControlOperation.Call<PutAccessPointPolicyRequest> call) {
    AccessPoint point = find(call);
    String text = Optional.ofNullable(call.input().policy()).orElseThrow(() -> S3Error.MALFORMED_POLICY.about("Missing policy"));
    PolicyDocument policy = PolicyText.ofAccessPoint(point, text);
    call.access().requirePrincipals(policy);
    if (point.vpc().isEmpty() && AccessPointPolicies.blocks(point).blockPublicPolicy() && PublicAccess.isPublic(policy)) {
      throw new Refusal(S3Error.ACCESS_DENIED, PUBLIC.formatted(call.access().caller().principalArn(), point.arn()));
    }
    set(call, point, Optional.of(text));
    return Optional.empty();
  }

  Optional<SdkPojo> deletePolicy(ControlOperation.Call<DeleteAccessPointPolicyRequest> call) {
    set(call, find(call), Optional.empty());
    return Optional.empty();
  }

  private void set(ControlOperation.Call<?> call, AccessPoint point, Optional<String> policy) {
    if (!storage.accessPoints().setPolicy(point, policy)) {
      throw noPoint(call);
    }
  }

  private AccessPoint find(ControlOperation.Call<?> call) {
    return storage.accessPoints().find(call.account(), call.region(), call.name()).orElseThrow(() -> noPoint(call));
  }

  private static Refusal noPoint(ControlOperation.Call<?> call) {
    return S3Error.NO_SUCH_ACCESS_POINT.refusal("AccessPointName", call.name());
  }
}
