package dev.postern.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.store.SqliteStore;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Gate;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Vpc;
import dev.postern.core.plan.Door;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Route53FrontTest {
  private static final Caller CALLER = Caller.root("000000000000", "us-east-1");
  private static final String NAMESPACE = "xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"";
  private static final String ZONES = "/2013-04-01/hostedzone";

  @TempDir private Path directory;
  private SqliteStore store;
  private Control control;
  private Route53Front front;

  @BeforeEach
  void open() {
    store = new SqliteStore(directory.resolve("state.sqlite"));
    control = new Control(store, Carrier.NOTHING, Clock.systemUTC());
    front = new Route53Front(control, new Admission(new Gate(control::current, _ -> {}), control::current, Clock.systemUTC()));
    Vpc vpc = new Vpc(new ResourceKey("000000000000", "us-east-1", Kind.VPC, "vpc-1"), List.of(new Vpc.CidrAssociation("a", Cidr.parse("10.0.0.0/16"))), true, true,
        "dopt-1", "default", false);
    control.execute((snapshot, _, request, _) -> Applied.of(snapshot.with(vpc), request), CALLER, "");
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  @Test
  void aZoneIsMadeShownChangedAndListed() {
    HttpReply made = create("corp.example");
    assertThat(made.status()).isEqualTo(201);
    String path = ZONES + "/" + made.headers().first("Location").orElseThrow().replaceFirst(".*/", "");
    assertThat(text(made)).contains("<CreateHostedZoneResponse " + NAMESPACE + ">", "<Name>corp.example.</Name>", "<VPCId>vpc-1</VPCId>");
    HttpReply changed = ask("POST", path + "/rrset/", "",
        "<ChangeResourceRecordSetsRequest " + NAMESPACE + "><ChangeBatch><Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>a.corp.example</Name>"
            + "<Type>A</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change>"
            + "</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>");
    assertThat(changed.status()).as(text(changed)).isEqualTo(200);
    String change = text(changed).replaceFirst("(?s).*<Id>/change/(\\w+)</Id>.*", "$1");
    assertThat(text(ask("GET", "/2013-04-01/change/" + change, "", ""))).contains("<Status>INSYNC</Status>");
    assertThat(text(ask("GET", path + "/rrset", "name=a.corp.example&type=A&maxitems=1", "")))
        .contains("<ResourceRecordSet><Name>a.corp.example.</Name><Type>A</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value>");
    assertThat(text(ask("GET", path, "", ""))).contains("<ResourceRecordSetCount>3</ResourceRecordSetCount>");
  }

  @Test
  void refusalsAreWordedAsRoute53Does() {
    assertThat(text(create("a..b"))).contains("<ErrorResponse " + NAMESPACE + "><Error><Type>Sender</Type><Code>InvalidDomainName</Code>");
    HttpReply unknown = ask("GET", ZONES + "/Z9", "", "");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(text(unknown)).contains("<Code>NoSuchHostedZone</Code><Message>No hosted zone found with ID: Z9</Message>");
    assertThat(text(ask("POST", ZONES, "", "<CreateHostedZoneRequest>"))).contains("<Code>MalformedInput</Code>");
    assertThat(text(ask("GET", "/2013-04-01/healthcheck", "", ""))).contains("<Code>UnknownOperationException</Code>");
  }

  @Test
  void whatIsNotBuiltIsRefusedByName() {
    assertThat(text(ask("GET", ZONES, "delegationsetid=N1", ""))).contains("<Code>InvalidInput</Code>", "delegationsetid");
    assertThat(text(ask("POST", ZONES, "", "<CreateHostedZoneRequest><Colour>red</Colour></CreateHostedZoneRequest>"))).contains("Colour");
  }

  private HttpReply create(String name) {
    return ask("POST", ZONES, "",
        "<CreateHostedZoneRequest " + NAMESPACE + "><Name>" + name + "</Name><VPC><VPCRegion>us-east-1</VPCRegion><VPCId>vpc-1</VPCId></VPC>"
            + "<CallerReference>" + name + "</CallerReference></CreateHostedZoneRequest>");
  }

  private HttpReply ask(String method, String path, String query, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return front.handle(new HttpCall(method, path, query, Headers.of(), new ByteArrayInputStream(bytes), bytes.length, false, "127.0.0.1", new Door.Api()), CALLER);
  }

  private static String text(HttpReply reply) {
    return new String(((HttpReply.Bytes) reply.body()).bytes(), StandardCharsets.UTF_8);
  }
}
