package dev.postern.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.store.SqliteStore;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.directconnect.DirectConnectOperations;
import dev.postern.core.action.sts.Callers;
import dev.postern.core.authorize.Gate;
import dev.postern.core.authorize.ask.RegionalAsks;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.IamUser;
import dev.postern.core.model.Kind;
import dev.postern.core.model.Resource;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.RouteTable;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.plan.Door;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.json.JsonApi;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcollections.TreePMap;

/** The fronts refuse what policies do not allow, before anything is done, in their services' words. */
class AdmissionTest {
  private static final String ACCOUNT = "000000000000";
  private static final String ANN_ARN = "arn:aws:iam::000000000000:user/ann";
  private static final Caller ROOT = Caller.root(ACCOUNT, "us-east-1");
  private static final Caller ANN = new Caller(ACCOUNT, "us-east-1", ANN_ARN, "AIDA", Optional.empty());
  private static final String TABLE = "rtb-00000001";
  private static final Door API = new Door.Api();

  @TempDir private Path directory;
  private SqliteStore store;
  private Control control;
  private Admission admission;

  @BeforeEach
  void open() {
    store = new SqliteStore(directory.resolve("state.sqlite"));
    control = new Control(store, Carrier.NOTHING, Clock.systemUTC());
    admission = new Admission(new Gate(control::current, _ -> {}), control::current, Clock.systemUTC());
    put(new Vpc(regional(Kind.VPC, "vpc-00000001"), List.of(new Vpc.CidrAssociation("a", Cidr.parse("10.0.0.0/16"))), true, true, "dopt-1", "default", false));
    put(new RouteTable(regional(Kind.ROUTE_TABLE, TABLE), "vpc-00000001", List.of(), List.of(), List.of()));
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  private static ResourceKey regional(Kind kind, String id) {
    return new ResourceKey(ACCOUNT, "us-east-1", kind, id);
  }

  private void put(Resource resource) {
    control.execute((snapshot, _, request, _) -> Applied.of(snapshot.with(resource), request), ROOT, "");
  }

  private static String document(String statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
  }

  /** The user has one policy with these statements. */
  private void ann(String statements) {
    String policy = document(statements);
    ResourceKey key = new ResourceKey(ACCOUNT, ResourceKey.GLOBAL, Kind.IAM_USER, "ann");
    put(new IamUser(key, "ann", "AIDA", "/", Instant.EPOCH, TreePMap.singleton("p", policy), List.of()));
  }

  private static String statement(String effect, String action, String resource) {
    return "{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"%s\"}".formatted(effect, action, resource);
  }

  private record Reply(int status, String text) {}

  private static Reply ask(AwsService front, Caller caller, Door door, String method, String path, String body, String... headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    HttpCall call = new HttpCall(method, path, "", Headers.of(headers), new ByteArrayInputStream(bytes), bytes.length, true, "10.0.0.9", door);
    HttpReply reply = front.handle(call, caller);
    return new Reply(reply.status(), new String(((HttpReply.Bytes) reply.body()).bytes(), StandardCharsets.UTF_8));
  }

  private Reply ec2(Caller caller, String form) {
    return ask(QueryFront.ec2(control, admission, List.of()), caller, API, "POST", "/", form + "&Version=2016-11-15");
  }

  private Reply sts(Caller caller, Door door, String form) {
    return ask(QueryFront.sts(control, admission), caller, door, "POST", "/", form + "&Version=2011-06-15");
  }

  @Test
  void aUserWithoutAPolicyIsToldWhatNoPolicyAllows() {
    ann(statement("Allow", "s3:*", "*"));
    Reply reply = ec2(ANN, "Action=DeleteRouteTable&RouteTableId=" + TABLE);
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .contains("<Code>UnauthorizedOperation</Code>")
        .contains(
            "<Message>You are not authorized to perform this operation. User: " + ANN_ARN + " is not authorized to perform: ec2:DeleteRouteTable on"
                + " resource: arn:aws:ec2:us-east-1:000000000000:route-table/rtb-00000001 because no identity-based policy allows the"
                + " ec2:DeleteRouteTable action</Message>");
    assertThat(control.current().find(regional(Kind.ROUTE_TABLE, TABLE))).isPresent();
  }

  @Test
  void iamKnowsNoTokensOfUsers() {
    ann(statement("Allow", "*", "*"));
    Reply given = sts(ANN, API, "Action=GetFederationToken&Name=bob&Policy=" + URLEncoder.encode(document(statement("Allow", "*", "*")), StandardCharsets.UTF_8));
    assertThat(given.text()).contains("<Arn>arn:aws:sts::000000000000:federated-user/bob</Arn>").contains("<PackedPolicySize>");
    Matcher id = Pattern.compile("<AccessKeyId>(.+?)</AccessKeyId>").matcher(given.text());
    assertThat(id.find()).isTrue();
    Caller bob = Callers.of(control.current(), id.group(1), "us-east-1", Instant.now());
    QueryFront iam = QueryFront.iam(control, admission);
    Reply reply = ask(iam, bob, API, "POST", "/", "Action=ListUsers&Version=2010-05-08");
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text()).contains("<Code>InvalidClientTokenId</Code>");
    assertThat(sts(bob, API, "Action=GetCallerIdentity").status()).isEqualTo(200);
    assertThat(sts(bob, API, "Action=AssumeRole&RoleArn=arn:aws:iam::000000000000:role/r&RoleSessionName=s1").status()).isEqualTo(403);
    assertThat(ec2(bob, "Action=DescribeVpcs").status()).isEqualTo(200);
    assertThat(ask(iam, ANN, API, "POST", "/", "Action=ListUsers&Version=2010-05-08").status()).isEqualTo(200);
  }

  @Test
  void anExplicitDenyIsNamedAndPermissionComesBeforeDryRun() {
    ann(statement("Allow", "*", "*") + "," + statement("Deny", "ec2:CreateRoute", "arn:aws:ec2:*:*:route-table/" + TABLE));
    String form = "Action=CreateRoute&DryRun=true&DestinationCidrBlock=0.0.0.0/0&GatewayId=igw-00000001&RouteTableId=";
    Reply reply = ec2(ANN, form + TABLE);
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text()).contains("ec2:CreateRoute on resource: arn:aws:ec2:us-east-1:000000000000:route-table/rtb-00000001 with an explicit deny in an"
        + " identity-based policy</Message>");
    assertThat(ec2(ANN, form + "rtb-000000ff").text()).contains("InvalidRouteTableID.NotFound");
  }

  @Test
  void whoMayGetsDryRunsAnswerAndRootMayAlways() {
    ann(statement("Allow", "ec2:DeleteRouteTable", "arn:aws:ec2:us-east-1:000000000000:route-table/*"));
    assertThat(ec2(ANN, "Action=DeleteRouteTable&DryRun=true&RouteTableId=" + TABLE).text()).contains("<Code>DryRunOperation</Code>");
    assertThat(ec2(ROOT, "Action=DeleteRouteTable&RouteTableId=" + TABLE).status()).isEqualTo(200);
  }

  @Test
  void endpointsToOtherServicesAreRefusedByTheirName() {
    ann(
        "{\"Effect\":\"Allow\",\"Action\":\"ec2:CreateVpcEndpoint\",\"Resource\":\"*\"},"
            + "{\"Effect\":\"Deny\",\"Action\":\"ec2:CreateVpcEndpoint\",\"Resource\":\"arn:aws:ec2:*:*:vpc-endpoint/*\","
            + "\"Condition\":{\"StringNotEquals\":{\"ec2:VpceServiceName\":\"com.amazonaws.us-east-1.s3\"}}}");
    String form = "Action=CreateVpcEndpoint&VpcId=vpc-00000001&DryRun=true&RouteTableId.1=" + TABLE + "&ServiceName=com.amazonaws.us-east-1.";
    assertThat(ec2(ANN, form + "s3").text()).contains("<Code>DryRunOperation</Code>");
    assertThat(ec2(ANN, form + "dynamodb").text())
        .contains("ec2:CreateVpcEndpoint on resource: arn:aws:ec2:us-east-1:000000000000:vpc-endpoint/* with an explicit deny");
    String tagged = form + "s3&TagSpecification.1.ResourceType=vpc-endpoint&TagSpecification.1.Tag.1.Key=a&TagSpecification.1.Tag.1.Value=b";
    assertThat(ec2(ANN, tagged).text()).contains("because no identity-based policy allows the ec2:CreateTags action");
  }

  @Test
  void theOtherProtocolsSayItInTheirWords() {
    ann(statement("Allow", "s3:*", "*"));
    Reply iam = ask(QueryFront.iam(control, admission), ANN, API, "POST", "/", "Action=GetUser&Version=2010-05-08&UserName=bob");
    assertThat(iam.status()).isEqualTo(403);
    assertThat(iam.text())
        .contains(
            "<Code>AccessDenied</Code>",
            "<Message>User: " + ANN_ARN + " is not authorized to perform: iam:GetUser on resource: arn:aws:iam::000000000000:user/bob because no"
                + " identity-based policy allows the iam:GetUser action</Message>");
    JsonFront json = new JsonFront(JsonApi.DIRECT_CONNECT, DirectConnectOperations::find, RegionalAsks.DIRECT_CONNECT, control, admission);
    Reply refused = ask(json, ANN, API, "POST", "/", "{\"connectionId\":\"dxcon-1\"}", "X-Amz-Target", "OvertureService.DeleteConnection");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains("#AccessDeniedException")
        .contains("directconnect:DeleteConnection on resource: arn:aws:directconnect:us-east-1:000000000000:dxcon/dxcon-1 because no identity-based policy");
    Reply zone = ask(new Route53Front(control, admission), ANN, API, "GET", "/2013-04-01/hostedzone/Z1", "");
    assertThat(zone.status()).isEqualTo(403);
    assertThat(zone.text()).contains("<Code>AccessDenied</Code>", "route53:GetHostedZone on resource: arn:aws:route53:::hostedzone/Z1 because no");
  }

  @Test
  void anEndpointsPolicyBindsEvenWhatNeedsNoPermission() {
    ann(statement("Deny", "sts:*", "*"));
    String identity = "Action=GetCallerIdentity";
    assertThat(sts(ANN, API, identity).status()).as("against a Deny of the user's own").isEqualTo(200);
    assertThat(sts(ANN, through("{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:*\",\"Resource\":\"*\"}"), identity).status()).isEqualTo(200);
    Reply refused = sts(ANN, through("{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}"), identity);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text())
        .contains(
            "<Message>User: " + ANN_ARN + " is not authorized to perform: sts:GetCallerIdentity on resource: * because no VPC endpoint policy allows the"
                + " sts:GetCallerIdentity action</Message>");
  }

  @Test
  void aRoleIsTakenAsItsTrustPolicySaysByTheWayOfTheRequest() {
    String trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + ANN_ARN + "\"},\"Action\":\"sts:AssumeRole\","
            + "\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-00000001\",\"sts:ExternalId\":\"x1\"}}}}";
    ann(statement("Allow", "s3:*", "*"));
    ResourceKey key = new ResourceKey(ACCOUNT, ResourceKey.GLOBAL, Kind.IAM_ROLE, "reader");
    put(new IamRole(key, "reader", "AROA", "/", trust, "", 3600, Instant.EPOCH, TreePMap.empty(), List.of()));
    String form = "Action=AssumeRole&RoleSessionName=s1&RoleArn=arn:aws:iam::000000000000:role/reader";
    Reply outside = sts(ANN, API, form + "&ExternalId=x1");
    assertThat(outside.status()).isEqualTo(403);
    assertThat(outside.text())
        .contains(
            "<Message>User: " + ANN_ARN + " is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::000000000000:role/reader because no"
                + " role trust policy allows the sts:AssumeRole action</Message>");
    Door endpoint = through("{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:*\",\"Resource\":\"*\"}");
    assertThat(sts(ANN, endpoint, form).status()).isEqualTo(403);
    assertThat(sts(ANN, endpoint, form + "&ExternalId=x1").text()).contains("<Arn>arn:aws:sts::000000000000:assumed-role/reader/s1</Arn>");
    String tagged = form + "&ExternalId=x1&Tags.member.1.Key=team&Tags.member.1.Value=a";
    assertThat(sts(ANN, endpoint, tagged).text()).contains("because no role trust policy allows the sts:TagSession action");
  }

  /** An interface endpoint of STS with this statement as its policy. */
  private Door through(String statement) {
    String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}";
    put(new VpcEndpoint(
        regional(Kind.VPC_ENDPOINT, "vpce-00000001"), "vpc-00000001", "com.amazonaws.us-east-1.sts", "us-east-1", VpcEndpoint.Type.INTERFACE, List.of(),
        List.of(), List.of(), List.of(), "aaaaaaaa", true, Optional.empty(), policy, Instant.EPOCH, ""));
    return new Door.Endpoint(
        "us-east-1", ACCOUNT, "vpc-00000001", "vpce-00000001", "com.amazonaws.us-east-1.sts", "us-east-1", Door.EndpointType.INTERFACE);
  }
}
