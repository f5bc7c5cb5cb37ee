package dev.postern.core.authorize.ask;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.model.DhcpOptions;
import dev.postern.core.model.ElasticIp;
import dev.postern.core.model.Instance;
import dev.postern.core.model.InternetGateway;
import dev.postern.core.model.NatGateway;
import dev.postern.core.model.NetworkAcl;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.Resource;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.SecurityGroup;
import dev.postern.core.model.Subnet;
import dev.postern.core.model.TransitGateway;
import dev.postern.core.model.TransitGatewayAttachment;
import dev.postern.core.model.TransitGatewayRouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.model.VpcPeeringConnection;
import dev.postern.core.model.VpnConnection;
import dev.postern.core.state.Snapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The condition keys of EC2's resources: of one that exists by what it is, of one to be made by what the request says of it.
 * <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html#amazonec2-policy-keys">AWS</a>
 */
final class Ec2Keys {
  private static final Map<Class<? extends Resource>, Row<?>> ROWS =
      Stream.<Row<?>>of(
              new Row<>(Vpc.class, (vpc, keys) -> keys.put("VpcID", vpc.id()).put("Tenancy", vpc.instanceTenancy())),
              new Row<>(Subnet.class, (s, keys) -> keys.put("SubnetID", s.id()).vpc(s.vpcId()).put("AvailabilityZone", s.availabilityZone())),
              new Row<>(RouteTable.class, (table, keys) -> keys.put("RouteTableID", table.id()).vpc(table.vpcId())),
              new Row<>(NetworkAcl.class, (acl, keys) -> keys.put("NetworkAclID", acl.id()).vpc(acl.vpcId())),
              new Row<>(SecurityGroup.class, (group, keys) -> keys.put("SecurityGroupID", group.id()).vpc(group.vpcId())),
              new Row<>(
                  NetworkInterface.class,
                  (n, keys) ->
                      keys.put("NetworkInterfaceID", n.id()).vpc(n.vpcId()).subnet(n.subnetId()).put("AvailabilityZone", n.availabilityZone())),
              new Row<>(
                  Instance.class,
                  (i, keys) -> {
                    keys.put("InstanceID", i.id()).put("InstanceType", i.instanceType()).put("AvailabilityZone", i.availabilityZone());
                    keys.put("Tenancy", "default").put("MetadataHttpTokens", i.httpTokensRequired() ? "required" : "optional");
                    i.instanceProfileArn().ifPresent(arn -> keys.put("InstanceProfile", arn));
                  }),
              new Row<>(InternetGateway.class, (gateway, keys) -> keys.put("InternetGatewayID", gateway.id())),
              new Row<>(NatGateway.class, (gateway, keys) -> keys.vpc(gateway.vpcId())),
              new Row<>(DhcpOptions.class, (options, keys) -> keys.put("DhcpOptionsID", options.id())),
              new Row<>(
                  ElasticIp.class, (a, keys) -> keys.put("AllocationId", a.id()).put("PublicIpAddress", a.publicIp()).put("Domain", "vpc")),
              new Row<>(TransitGateway.class, (gateway, keys) -> keys.put("transitGatewayId", gateway.id())),
              new Row<>(TransitGatewayAttachment.class, (attachment, keys) -> keys.put("transitGatewayAttachmentId", attachment.id())),
              new Row<>(TransitGatewayRouteTable.class, (table, keys) -> keys.put("transitGatewayRouteTableId", table.id())),
              new Row<>(VpcEndpoint.class, (e, keys) -> keys.service(e.serviceName(), e.serviceRegion())),
              new Row<>(
                  VpcPeeringConnection.class,
                  (p, keys) -> keys.put("VpcPeeringConnectionID", p.id()).ends(arn(p.requester()), arn(p.accepter()))),
              new Row<>(
                  VpnConnection.class,
                  (c, keys) ->
                      keys.put("RoutingType", c.staticRoutesOnly() ? "static" : "bgp")
                          .put("GatewayType", c.vpnGatewayId().isPresent() ? "VGW" : "TGW")))
          .collect(Collectors.toUnmodifiableMap(Row::type, Function.identity()));

  private final Snapshot snapshot;
  private final Caller caller;

  Ec2Keys(Snapshot snapshot, Caller caller) {
    this.snapshot = snapshot;
    this.caller = caller;
  }

  /** One type of resource and its keys. */
  private record Row<T extends Resource>(Class<T> type, BiConsumer<T, Keys> put) {
    void put(Resource resource, Keys keys) {
      put.accept(type.cast(resource), keys);
    }
  }

  /** Collects keys; what they are called in policies begins with {@code ec2:}. */
  private final class Keys {
    private final Map<String, String> collected = new LinkedHashMap<>();

    Keys put(String name, String value) {
      collected.put("ec2:" + name, value);
      return this;
    }

    Keys vpc(String id) {
      return put("Vpc", arn("vpc", id));
    }

    Keys subnet(String id) {
      return put("Subnet", arn("subnet", id));
    }

    Keys service(String name, String region) {
      return put("VpceServiceName", name).put("VpceServiceOwner", owner(name)).put("VpceServiceRegion", region);
    }

    Keys ends(String requester, String accepter) {
      return put("RequesterVpc", requester).put("AccepterVpc", accepter);
    }

    private String arn(String type, String id) {
      Optional<Resource> found = snapshot.located(Resource.class, id);
      return new Ec2Resource(type, id, caller.region(), found.map(r -> r.key().account()).orElse(caller.account()), found).arn();
    }

    Ask on(Ask ask) {
      Ask with = ask;
      for (Map.Entry<String, String> key : collected.entrySet()) {
        with = with.with(key.getKey(), key.getValue());
      }
      return with;
    }
  }

  private static String arn(VpcPeeringConnection.Side side) {
    return "arn:aws:ec2:" + side.region() + ":" + side.account() + ":vpc/" + side.vpcId();
  }

  /** A service of an account is called by its id; the others are Amazon's. */
  private String owner(String serviceName) {
    return snapshot.located(Resource.class, serviceName.substring(serviceName.lastIndexOf('.') + 1)).map(s -> s.key().account()).orElse("amazon");
  }

  /** With the keys of what exists. */
  Ask existing(Ask ask, Resource resource) {
    Keys keys = new Keys();
    Row<?> row = ROWS.get(resource.getClass());
    if (row != null) {
      row.put(resource, keys);
    }
    return keys.on(ask);
  }

  /** With the keys of what the request makes. */
  Ask made(Ask ask, String type, SdkPojo request) {
    Keys keys = new Keys();
    Optional<Subnet> subnet =
        Stream.concat(Members.text(request, "SubnetId").stream(), Members.list(request, "SubnetIds").stream())
            .findFirst()
            .flatMap(id -> snapshot.located(Subnet.class, id));
    Optional<String> zone = Members.text(request, "AvailabilityZone").or(() -> Members.text(request, "Placement.AvailabilityZone"));
    switch (type) {
      case "security-group", "route-table", "network-acl", "natgateway", "subnet", "network-interface" ->
          Members.text(request, "VpcId").or(() -> subnet.map(Subnet::vpcId)).ifPresent(keys::vpc);
      default -> {}
    }
    switch (type) {
      case "vpc" -> keys.put("Tenancy", Members.text(request, "InstanceTenancy").orElse("default"));
      case "subnet", "volume" -> zone.ifPresent(name -> keys.put("AvailabilityZone", name));
      case "network-interface" -> {
        subnet.ifPresent(s -> keys.subnet(s.id()).put("AvailabilityZone", s.availabilityZone()));
      }
      case "instance" -> {
        Members.text(request, "InstanceType").ifPresent(name -> keys.put("InstanceType", name));
        subnet.map(Subnet::availabilityZone).or(() -> zone).ifPresent(name -> keys.put("AvailabilityZone", name));
        keys.put("MetadataHttpTokens", Members.text(request, "MetadataOptions.HttpTokens").orElse("optional"));
        keys.put("Tenancy", Members.text(request, "Placement.Tenancy").orElse("default"));
      }
      case "vpc-endpoint" ->
          Members.text(request, "ServiceName")
              .ifPresent(name -> keys.service(name, Members.text(request, "ServiceRegion").orElse(caller.region())));
      case "vpc-peering-connection" ->
          Members.text(request, "VpcId")
              .ifPresent(
                  vpc -> {
                    String account = Members.text(request, "PeerOwnerId").orElse(caller.account());
                    String region = Members.text(request, "PeerRegion").orElse(caller.region());
                    String peer = "arn:aws:ec2:" + region + ":" + account + ":vpc/" + Members.text(request, "PeerVpcId").orElse("");
                    keys.ends(new Ec2Resource("vpc", vpc, caller.region(), caller.account(), Optional.empty()).arn(), peer);
                  });
      default -> {}
    }
    return keys.on(ask);
  }
}
