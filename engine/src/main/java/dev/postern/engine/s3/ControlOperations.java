package dev.postern.engine.s3;

import static dev.postern.engine.s3.ControlOperation.notBuilt;
import static dev.postern.engine.s3.ControlOperation.of;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3control.model.CreateAccessPointRequest;
import software.amazon.awssdk.services.s3control.model.DeleteAccessPointPolicyRequest;
import software.amazon.awssdk.services.s3control.model.DeleteAccessPointRequest;
import software.amazon.awssdk.services.s3control.model.GetAccessPointPolicyRequest;
import software.amazon.awssdk.services.s3control.model.GetAccessPointPolicyStatusRequest;
import software.amazon.awssdk.services.s3control.model.GetAccessPointRequest;
import software.amazon.awssdk.services.s3control.model.ListAccessPointsRequest;
import software.amazon.awssdk.services.s3control.model.PutAccessPointPolicyRequest;

/** Every operation of S3 Control as a row: built, or not built. */
final class ControlOperations {
  private static final String POINTS = "/accesspoint";
  private static final String POINT = POINTS + "/{name}";

  private ControlOperations() {}

  static List<ControlOperation<?>> all(AccessPointActions actions) {
    return Stream.concat(points(actions).stream(), refused().stream()).toList();
  }

  private static List<ControlOperation<?>> points(AccessPointActions actions) {
    return List.of(
        of("CreateAccessPoint", "PUT", POINT, CreateAccessPointRequest.class, actions::create)
            .honouring("Bucket", "VpcConfiguration", "PublicAccessBlockConfiguration", "BucketAccountId"),
        of("GetAccessPoint", "GET", POINT, GetAccessPointRequest.class, actions::get),
        of("ListAccessPoints", "GET", POINTS, ListAccessPointsRequest.class, actions::list).honouring("bucket", "nextToken", "maxResults"),
        of("DeleteAccessPoint", "DELETE", POINT, DeleteAccessPointRequest.class, actions::delete),
        of("PutAccessPointPolicy", "PUT", POINT + "/policy", PutAccessPointPolicyRequest.class, actions::putPolicy).honouring("Policy"),
        of("GetAccessPointPolicy", "GET", POINT + "/policy", GetAccessPointPolicyRequest.class, actions::getPolicy),
        of("GetAccessPointPolicyStatus", "GET", POINT + "/policyStatus", GetAccessPointPolicyStatusRequest.class, actions::policyStatus),
        of("DeleteAccessPointPolicy", "DELETE", POINT + "/policy", DeleteAccessPointPolicyRequest.class, actions::deletePolicy));
  }

  private static List<ControlOperation<?>> refused() {
    return List.of(
        notBuilt("AssociateAccessGrantsIdentityCenter", "POST", "/accessgrantsinstance/identitycenter"),
        notBuilt("CreateAccessGrant", "POST", "/accessgrantsinstance/grant"),
        notBuilt("CreateAccessGrantsInstance", "POST", "/accessgrantsinstance"),
        notBuilt("CreateAccessGrantsLocation", "POST", "/accessgrantsinstance/location"),
        notBuilt("CreateAccessPointForObjectLambda", "PUT", "/accesspointforobjectlambda/{name}"),
        notBuilt("CreateBucket", "PUT", "/bucket/{name}"),
        notBuilt("CreateJob", "POST", "/jobs"),
        notBuilt("CreateMultiRegionAccessPoint", "POST", "/async-requests/mrap/create"),
        notBuilt("CreateStorageLensGroup", "POST", "/storagelensgroup"),
        notBuilt("DeleteAccessGrant", "DELETE", "/accessgrantsinstance/grant/{id}"),
        notBuilt("DeleteAccessGrantsInstance", "DELETE", "/accessgrantsinstance"),
        notBuilt("DeleteAccessGrantsInstanceResourcePolicy", "DELETE", "/accessgrantsinstance/resourcepolicy"),
        notBuilt("DeleteAccessGrantsLocation", "DELETE", "/accessgrantsinstance/location/{id}"),
        notBuilt("DeleteAccessPointForObjectLambda", "DELETE", "/accesspointforobjectlambda/{name}"),
        notBuilt("DeleteAccessPointPolicyForObjectLambda", "DELETE", "/accesspointforobjectlambda/{name}/policy"),
        notBuilt("DeleteAccessPointScope", "DELETE", "/accesspoint/{name}/scope"),
        notBuilt("DeleteBucketLifecycleConfiguration", "DELETE", "/bucket/{name}/lifecycleconfiguration"),
        notBuilt("DeleteBucketPolicy", "DELETE", "/bucket/{name}/policy"),
        notBuilt("DeleteBucketReplication", "DELETE", "/bucket/{name}/replication"),
        notBuilt("DeleteBucket", "DELETE", "/bucket/{name}"),
        notBuilt("DeleteBucketTagging", "DELETE", "/bucket/{name}/tagging"),
        notBuilt("DeleteJobTagging", "DELETE", "/jobs/{id}/tagging"),
        notBuilt("DeleteMultiRegionAccessPoint", "POST", "/async-requests/mrap/delete"),
        notBuilt("DeletePublicAccessBlock", "DELETE", "/configuration/publicAccessBlock"),
        notBuilt("DeleteStorageLensConfiguration", "DELETE", "/storagelens/{storagelensid}"),
        notBuilt("DeleteStorageLensConfigurationTagging", "DELETE", "/storagelens/{storagelensid}/tagging"),
        notBuilt("DeleteStorageLensGroup", "DELETE", "/storagelensgroup/{name}"),
        notBuilt("DescribeJob", "GET", "/jobs/{id}"),
        notBuilt("DescribeMultiRegionAccessPointOperation", "GET", "/async-requests/mrap/{request_token+}"),
        notBuilt("DissociateAccessGrantsIdentityCenter", "DELETE", "/accessgrantsinstance/identitycenter"),
        notBuilt("GetAccessGrant", "GET", "/accessgrantsinstance/grant/{id}"),
        notBuilt("GetAccessGrantsInstanceForPrefix", "GET", "/accessgrantsinstance/prefix"),
        notBuilt("GetAccessGrantsInstance", "GET", "/accessgrantsinstance"),
        notBuilt("GetAccessGrantsInstanceResourcePolicy", "GET", "/accessgrantsinstance/resourcepolicy"),
        notBuilt("GetAccessGrantsLocation", "GET", "/accessgrantsinstance/location/{id}"),
        notBuilt("GetAccessPointConfigurationForObjectLambda", "GET", "/accesspointforobjectlambda/{name}/configuration"),
        notBuilt("GetAccessPointForObjectLambda", "GET", "/accesspointforobjectlambda/{name}"),
        notBuilt("GetAccessPointPolicyForObjectLambda", "GET", "/accesspointforobjectlambda/{name}/policy"),
        notBuilt("GetAccessPointPolicyStatusForObjectLambda", "GET", "/accesspointforobjectlambda/{name}/policyStatus"),
        notBuilt("GetAccessPointScope", "GET", "/accesspoint/{name}/scope"),
        notBuilt("GetBucketLifecycleConfiguration", "GET", "/bucket/{name}/lifecycleconfiguration"),
        notBuilt("GetBucketPolicy", "GET", "/bucket/{name}/policy"),
        notBuilt("GetBucketReplication", "GET", "/bucket/{name}/replication"),
        notBuilt("GetBucket", "GET", "/bucket/{name}"),
        notBuilt("GetBucketTagging", "GET", "/bucket/{name}/tagging"),
        notBuilt("GetBucketVersioning", "GET", "/bucket/{name}/versioning"),
        notBuilt("GetDataAccess", "GET", "/accessgrantsinstance/dataaccess"),
        notBuilt("GetJobTagging", "GET", "/jobs/{id}/tagging"),
        notBuilt("GetMultiRegionAccessPointPolicy", "GET", "/mrap/instances/{name}/policy"),
        notBuilt("GetMultiRegionAccessPointPolicyStatus", "GET", "/mrap/instances/{name}/policystatus"),
        notBuilt("GetMultiRegionAccessPoint", "GET", "/mrap/instances/{name+}"),
        notBuilt("GetMultiRegionAccessPointRoutes", "GET", "/mrap/instances/{mrap}/routes"),
        notBuilt("GetPublicAccessBlock", "GET", "/configuration/publicAccessBlock"),
        notBuilt("GetStorageLensConfiguration", "GET", "/storagelens/{storagelensid}"),
        notBuilt("GetStorageLensConfigurationTagging", "GET", "/storagelens/{storagelensid}/tagging"),
        notBuilt("GetStorageLensGroup", "GET", "/storagelensgroup/{name}"),
        notBuilt("ListAccessGrantsInstances", "GET", "/accessgrantsinstances"),
        notBuilt("ListAccessGrantsLocations", "GET", "/accessgrantsinstance/locations"),
        notBuilt("ListAccessGrants", "GET", "/accessgrantsinstance/grants"),
        notBuilt("ListAccessPointsForDirectoryBuckets", "GET", "/accesspointfordirectory"),
        notBuilt("ListAccessPointsForObjectLambda", "GET", "/accesspointforobjectlambda"),
        notBuilt("ListCallerAccessGrants", "GET", "/accessgrantsinstance/caller/grants"),
        notBuilt("ListJobs", "GET", "/jobs"),
        notBuilt("ListMultiRegionAccessPoints", "GET", "/mrap/instances"),
        notBuilt("ListRegionalBuckets", "GET", "/bucket"),
        notBuilt("ListStorageLensConfigurations", "GET", "/storagelens"),
        notBuilt("ListStorageLensGroups", "GET", "/storagelensgroup"),
        notBuilt("ListTagsForResource", "GET", "/tags/{resourceArn+}"),
        notBuilt("PutAccessGrantsInstanceResourcePolicy", "PUT", "/accessgrantsinstance/resourcepolicy"),
        notBuilt("PutAccessPointConfigurationForObjectLambda", "PUT", "/accesspointforobjectlambda/{name}/configuration"),
        notBuilt("PutAccessPointPolicyForObjectLambda", "PUT", "/accesspointforobjectlambda/{name}/policy"),
        notBuilt("PutAccessPointScope", "PUT", "/accesspoint/{name}/scope"),
        notBuilt("PutBucketLifecycleConfiguration", "PUT", "/bucket/{name}/lifecycleconfiguration"),
        notBuilt("PutBucketPolicy", "PUT", "/bucket/{name}/policy"),
        notBuilt("PutBucketReplication", "PUT", "/bucket/{name}/replication"),
        notBuilt("PutBucketTagging", "PUT", "/bucket/{name}/tagging"),
        notBuilt("PutBucketVersioning", "PUT", "/bucket/{name}/versioning"),
        notBuilt("PutJobTagging", "PUT", "/jobs/{id}/tagging"),
        notBuilt("PutMultiRegionAccessPointPolicy", "POST", "/async-requests/mrap/put-policy"),
        notBuilt("PutPublicAccessBlock", "PUT", "/configuration/publicAccessBlock"),
        notBuilt("PutStorageLensConfiguration", "PUT", "/storagelens/{storagelensid}"),
        notBuilt("PutStorageLensConfigurationTagging", "PUT", "/storagelens/{storagelensid}/tagging"),
        notBuilt("SubmitMultiRegionAccessPointRoutes", "PATCH", "/mrap/instances/{mrap}/routes"),
        notBuilt("TagResource", "POST", "/tags/{resourceArn+}"),
        notBuilt("UntagResource", "DELETE", "/tags/{resourceArn+}"),
        notBuilt("UpdateAccessGrantsLocation", "PUT", "/accessgrantsinstance/location/{id}"),
        notBuilt("UpdateJobPriority", "POST", "/jobs/{id}/priority"),
        notBuilt("UpdateJobStatus", "POST", "/jobs/{id}/status"),
        notBuilt("UpdateStorageLensGroup", "PUT", "/storagelensgroup/{name}"));
  }
}
