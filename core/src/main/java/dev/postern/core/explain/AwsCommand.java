package dev.postern.core.explain;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request as the AWS CLI's command line makes it. */
final class AwsCommand {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@+-]+");

  private AwsCommand() {}

  static String of(AwsRequest request, String region) {
    String name = request.getClass().getSimpleName();
    StringBuilder line = new StringBuilder("aws ").append(service(request)).append(' ').append(words(name.substring(0, name.length() - "Request".length())));
    request.sdkFields().forEach(field -> option(line, request, field));
    return line.append(" --region ").append(region).toString();
  }

  private static String service(AwsRequest request) {
    return request instanceof ElasticLoadBalancingV2Request ? "elbv2" : "ec2";
  }

  private static void option(StringBuilder line, AwsRequest request, SdkField<?> field) {
    Object value = field.getValueOrDefault(request);
    if (value == null || value instanceof SdkAutoConstructList) {
      return;
    }
    String option = words(field.memberName());
    boolean entry = request instanceof CreateNetworkAclEntryRequest || request instanceof ReplaceNetworkAclEntryRequest;
    if (entry && value instanceof Boolean egress && option.equals("egress")) {
      line.append(egress ? " --egress" : " --ingress");
    } else if (request instanceof ModifyNetworkInterfaceAttributeRequest && value instanceof AttributeBooleanValue flag) {
      // The CLI has a switch here where the API has a structure.
      line.append(flag.value() ? " --" : " --no-").append(option);
    } else if (value instanceof Boolean flag) {
      line.append(flag ? " --" : " --no-").append(option);
    } else {
      line.append(" --").append(option).append(' ').append(argument(value));
    }
  }

  private static String argument(Object value) {
    if (value instanceof List<?> list && list.stream().noneMatch(SdkPojo.class::isInstance)) {
      return String.join(" ", list.stream().map(v -> quoted(v.toString())).toList());
    }
    return value instanceof SdkPojo || value instanceof List<?> ? quoted(json(value).toString()) : quoted(value.toString());
  }

  private static JsonNode json(Object value) {
    if (value instanceof SdkPojo pojo) {
      ObjectNode node = JsonMapper.shared().createObjectNode();
      for (SdkField<?> field : pojo.sdkFields()) {
        Object member = field.getValueOrDefault(pojo);
        if (member != null && !(member instanceof SdkAutoConstructList)) {
          node.set(field.memberName(), json(member));
        }
      }
      return node;
    }
    if (value instanceof List<?> list) {
      ArrayNode array = JsonMapper.shared().createArrayNode();
      list.forEach(v -> array.add(json(v)));
      return array;
    }
    return JsonMapper.shared().valueToTree(value);
  }

  private static String words(String hump) {
    return HUMP.matcher(hump).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
