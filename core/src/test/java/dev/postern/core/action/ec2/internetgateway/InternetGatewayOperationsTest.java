package dev.postern.core.action.ec2.internetgateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.elasticip.AssociateAddress;
import dev.postern.core.action.ec2.elasticip.DisassociateAddress;
import dev.postern.core.error.AwsException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InternetGateway;

class InternetGatewayOperationsTest {
  private final Cloud cloud = new Cloud();
  private final Calls calls = new Calls(cloud);
  private final String vpc = calls.vpc("10.0.0.0/16");
  private final String gateway = calls.internetGateway(vpc);

  private AwsException refusedAttach(String id, String vpcId) {
    return cloud.refused(AttachInternetGateway.OPERATION, AttachInternetGatewayRequest.builder().internetGatewayId(id).vpcId(vpcId).build());
  }

  private DetachInternetGatewayRequest detach(String vpcId) {
    return DetachInternetGatewayRequest.builder().internetGatewayId(gateway).vpcId(vpcId).build();
  }

  @Test
  void anAttachedGatewayIsFoundByItsVpc() {
    calls.internetGateway();
    DescribeInternetGatewaysRequest request =
        DescribeInternetGatewaysRequest.builder().filters(Filter.builder().name("attachment.vpc-id").values(vpc).build()).build();
    assertThat(cloud.run(DescribeInternetGateways.OPERATION, request).internetGateways())
        .singleElement()
        .returns(gateway, InternetGateway::internetGatewayId)
        .satisfies(g -> assertThat(g.attachments()).singleElement().returns("available", a -> a.stateAsString()));
  }

  @Test
  void aGatewayHasOneVpcAndAVpcOneGateway() {
    assertThat(refusedAttach(gateway, calls.vpc("10.1.0.0/16")))
        .returns("Resource.AlreadyAssociated", AwsException::code)
        .hasMessage("resource " + gateway + " is already attached to network " + vpc);
    assertThat(refusedAttach(calls.internetGateway(), vpc).code()).isEqualTo("InvalidParameterValue");
  }

  @Test
  void onlyADetachedGatewayIsDeleted() {
    DeleteInternetGatewayRequest delete = DeleteInternetGatewayRequest.builder().internetGatewayId(gateway).build();
    assertThat(cloud.refused(DeleteInternetGateway.OPERATION, delete).code()).isEqualTo("DependencyViolation");
    cloud.run(DetachInternetGateway.OPERATION, detach(vpc));
    cloud.run(DeleteInternetGateway.OPERATION, delete);
    assertThat(cloud.refused(DeleteInternetGateway.OPERATION, delete).code()).isEqualTo("InvalidInternetGatewayID.NotFound");
  }

  @Test
  void detachingFromTheWrongVpcIsRefused() {
    assertThat(cloud.refused(DetachInternetGateway.OPERATION, detach(calls.vpc("10.1.0.0/16"))).code()).isEqualTo("Gateway.NotAttached");
  }

  @Test
  void aMappedAddressHoldsTheGateway() {
    String eni = calls.networkInterface(calls.subnet(vpc, "10.0.0.0/24")).id();
    AssociateAddressRequest associate = AssociateAddressRequest.builder().allocationId(calls.address()).networkInterfaceId(eni).build();
    String association = cloud.run(AssociateAddress.OPERATION, associate).associationId();
    assertThat(cloud.refused(DetachInternetGateway.OPERATION, detach(vpc)))
        .returns("DependencyViolation", AwsException::code)
        .hasMessageContaining("has some mapped public address(es)");
    cloud.run(DisassociateAddress.OPERATION, DisassociateAddressRequest.builder().associationId(association).build());
    cloud.run(DetachInternetGateway.OPERATION, detach(vpc));
  }
}
