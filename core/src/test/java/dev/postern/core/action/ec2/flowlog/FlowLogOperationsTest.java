package dev.postern.core.action.ec2.flowlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.ec2.Calls;
import dev.postern.core.action.ec2.Cloud;
import dev.postern.core.action.ec2.vpc.DeleteVpc;
import dev.postern.core.error.AwsException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.CreateFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DescribeFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.FlowLog;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;

class FlowLogOperationsTest {
  private final Cloud cloud = new Cloud();
  private final Calls calls = new Calls(cloud);
  private final String vpc = calls.vpc("10.0.0.0/16");
  private final String subnet = calls.subnet(vpc, "10.0.0.0/24");

  private CreateFlowLogsRequest request(Consumer<CreateFlowLogsRequest.Builder> more) {
    CreateFlowLogsRequest.Builder request =
        CreateFlowLogsRequest.builder().resourceType("VPC").resourceIds(vpc).trafficType("ALL").logDestinationType("s3").logDestination("arn:aws:s3:::flows");
    more.accept(request);
    return request.build();
  }

  private String create(Consumer<CreateFlowLogsRequest.Builder> more) {
    return cloud.run(CreateFlowLogs.OPERATION, request(more)).flowLogIds().getFirst();
  }

  private AwsException refused(Consumer<CreateFlowLogsRequest.Builder> more) {
    return cloud.refused(CreateFlowLogs.OPERATION, request(more));
  }

  private List<FlowLog> described(Consumer<DescribeFlowLogsRequest.Builder> more) {
    DescribeFlowLogsRequest.Builder request = DescribeFlowLogsRequest.builder();
    more.accept(request);
    return cloud.run(DescribeFlowLogs.OPERATION, request.build()).flowLogs();
  }

  @Test
  void aFlowLogIsShownAsAwsShowsIt() {
    String id = create(c -> c.tagSpecifications(t -> t.resourceType("vpc-flow-log").tags(k -> k.key("a").value("b"))));
    FlowLog log = described(d -> d.flowLogIds(id)).getFirst();
    assertThat(id).startsWith("fl-0").hasSize(20);
    assertThat(log.flowLogStatus()).isEqualTo("ACTIVE");
    assertThat(log.deliverLogsStatus()).isEqualTo("SUCCESS");
    assertThat(log.resourceId()).isEqualTo(vpc);
    assertThat(log.logDestination()).isEqualTo("arn:aws:s3:::flows");
    assertThat(log.maxAggregationInterval()).isEqualTo(600);
    assertThat(log.logFormat()).isEqualTo(
        "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}");
    assertThat(log.destinationOptions().fileFormatAsString()).isEqualTo("plain-text");
    assertThat(log.destinationOptions().perHourPartition()).isFalse();
    assertThat(log.tags()).extracting(t -> t.key() + "=" + t.value()).containsExactly("a=b");
    create(c -> c.resourceType("Subnet").resourceIds(subnet).trafficType("REJECT").maxAggregationInterval(60));
    assertThat(described(d -> d.filter(Filter.builder().name("traffic-type").values("REJECT").build()))).singleElement()
        .satisfies(l -> assertThat(l.resourceId()).isEqualTo(subnet));
    assertThat(described(d -> d.filter(Filter.builder().name("tag:a").values("b").build()))).hasSize(1);
  }

  @Test
  void whatDoesNotFitIsRefusedInAwsWords() {
    create(_ -> {});
    assertThat(refused(_ -> {}).code()).isEqualTo("FlowLogAlreadyExists");
    create(c -> c.trafficType("ACCEPT"));
    assertThat(refused(c -> c.trafficType("REJECT")).code()).isEqualTo("FlowLogsLimitExceeded");
    assertThat(refused(c -> c.resourceIds("vpc-0badbadb")).code()).isEqualTo("InvalidVpcID.NotFound");
    assertThat(refused(c -> c.trafficType((String) null)).text()).contains("TrafficType");
    assertThat(refused(c -> c.maxAggregationInterval(61)).text()).isEqualTo("Invalid Flow Log Max Aggregation Interval");
    assertThat(refused(c -> c.logGroupName("g")).text()).contains("cloud-watch-logs if LogGroupName");
    assertThat(refused(c -> c.deliverLogsPermissionArn("arn:aws:iam::000000000000:role/r")).text()).isEqualTo("DeliverLogsPermissionArn is not applicable for s3 delivery");
    assertThat(refused(c -> c.logDestination("arn:aws:s3:::flows/AWSLogs/")).code()).isEqualTo("InvalidParameter");
    assertThat(refused(c -> c.logDestination(null)).text()).contains("LogDestination can't be empty");
    assertThat(refused(c -> c.logDestinationType("cloud-watch-logs").logDestination(null).logGroupName("g")).text()).contains("DeliverLogsPermissionArn can't be empty");
    assertThat(refused(c -> c.logDestinationType("cloud-watch-logs").logDestination(null).logGroupName("g").deliverLogsPermissionArn("arn:aws:iam::000000000000:role/r")).text())
        .isEqualTo("Unable to assume given IAM role: 'arn:aws:iam::000000000000:role/r'");
    assertThat(refused(c -> c.logFormat("${version} ")).text()).contains("at 'logFormat' has an invalid format");
    assertThat(refused(c -> c.logFormat("${tgw-id}")).text()).isEqualTo("Unknown fields provided: [tgw-id]");
  }

  @Test
  void whatIsNotBuiltIsNamed() {
    assertThat(refused(c -> c.resourceType("TransitGateway").resourceIds("tgw-0badbadb")).text()).contains("TransitGateway");
    assertThat(refused(c -> c.logDestinationType("kinesis-data-firehose")).text()).contains("kinesis-data-firehose");
    assertThat(refused(c -> c.destinationOptions(o -> o.fileFormat("parquet"))).text()).contains("DestinationOptions.FileFormat");
  }

  @Test
  void aBucketThatIsNotThereMakesUnsuccessfulItems() {
    CreateFlowLogsResponse answer = cloud.run(new CreateFlowLogs((_, _) -> LogBuckets.Answer.MISSING).operation(), request(_ -> {}));
    assertThat(answer.flowLogIds()).isEmpty();
    UnsuccessfulItem item = answer.unsuccessful().getFirst();
    assertThat(item.resourceId()).isEqualTo(vpc);
    assertThat(item.error().code()).isEqualTo("400");
    assertThat(item.error().message()).isEqualTo("LogDestination: flows does not exist.");
    assertThat(described(_ -> {})).isEmpty();
  }

  @Test
  void aClientTokenMakesOneFlowLog() {
    String first = create(c -> c.clientToken("t"));
    assertThat(create(c -> c.clientToken("t"))).isEqualTo(first);
    assertThat(refused(c -> c.clientToken("t").trafficType("REJECT")).code()).isEqualTo("IdempotentParameterMismatch");
  }

  @Test
  void anUnknownIdIsAnUnsuccessfulItemOfADeletion() {
    String id = create(_ -> {});
    List<UnsuccessfulItem> left = cloud.run(DeleteFlowLogs.OPERATION, DeleteFlowLogsRequest.builder().flowLogIds(id, "fl-0badbadb").build()).unsuccessful();
    assertThat(left).singleElement().satisfies(i -> assertThat(i.error().code()).isEqualTo("InvalidFlowLogId.NotFound"));
    assertThat(described(_ -> {})).isEmpty();
  }

  @Test
  void aFlowLogGoesWithItsVpc() {
    String other = calls.vpc("10.9.0.0/16");
    create(c -> c.resourceIds(other));
    cloud.run(DeleteVpc.OPERATION, DeleteVpcRequest.builder().vpcId(other).build());
    assertThat(described(_ -> {})).isEmpty();
  }
}
