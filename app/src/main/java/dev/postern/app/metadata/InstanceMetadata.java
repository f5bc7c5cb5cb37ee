package dev.postern.app.metadata;

import dev.postern.app.control.Control;
import dev.postern.app.http.HttpServer;
import dev.postern.core.action.iam.RoleTrust;
import dev.postern.core.model.AccessKey;
import dev.postern.core.model.IamRole;
import dev.postern.core.model.Instance;
import dev.postern.core.model.InstanceProfile;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.plan.Door;
import dev.postern.core.state.Snapshot;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The instance metadata service, versions 1 and 2; the caller is the instance that holds the address it calls from, which anti-spoofing
 * makes sure of. A function has no metadata service, in AWS neither.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html">AWS</a>
 */
public final class InstanceMetadata implements HttpServer.Handler {
  private static final String TOKEN = "X-aws-ec2-metadata-token";
  private static final String TOKEN_TTL = "X-aws-ec2-metadata-token-ttl-seconds";
  private static final int LONGEST_TTL = 21600;
  private static final String OLDEST = "1.0";
  private static final String DATED = "2021-07-15";

  private final Control control;
  private final Clock clock;
  private final SessionTokens tokens = new SessionTokens();
  private final RoleCredentials credentials;

  public InstanceMetadata(Control control, Clock clock) {
    this.control = control;
    this.clock = clock;
    this.credentials = new RoleCredentials(control, clock);
  }

  @Override
  public HttpReply handle(HttpCall call) {
    if (!(call.door() instanceof Door.Metadata(String _, String account, String vpcId))) {
      throw new IllegalArgumentException("not the metadata service's door: " + call.door());
    }
    Snapshot snapshot = control.current();
    Optional<Instance> caller = caller(snapshot, account, vpcId, call.peer());
    if (caller.isEmpty()) {
      return page(404, "Not Found");
    }
    return switch (call.method()) {
      case "PUT" -> token(call, caller.get());
      case "GET" -> admitted(call, snapshot, caller.get());
      case "HEAD" -> headOf(admitted(call, snapshot, caller.get()));
      default -> page(405, "Method Not Allowed");
    };
  }

  private static Optional<Instance> caller(Snapshot snapshot, String account, String vpcId, String peer) {
    return snapshot.inNetwork(NetworkInterface.class, vpcId).stream()
        .filter(eni -> eni.privateIps().contains(peer))
        .flatMap(eni -> eni.attachment().stream())
        .flatMap(a -> snapshot.inNetwork(Instance.class, vpcId).stream().filter(i -> i.id().equals(a.hostId()) && i.key().account().equals(account)))
        .findFirst();
  }

  private HttpReply token(HttpCall call, Instance instance) {
    if (call.headers().first("x-forwarded-for").isPresent()) {
      return page(403, "Forbidden");
    }
    if (!call.path().matches("/(latest|\\d{4}-\\d\\d-\\d\\d)/api/token/?")) {
      return page(405, "Method Not Allowed");
    }
    String ttl = call.headers().first(TOKEN_TTL).orElse("");
    if (!ttl.matches("[1-9]\\d{0,4}") || Integer.parseInt(ttl) > LONGEST_TTL) {
      return page(400, "Bad Request");
    }
    HttpReply reply = text(tokens.issue(instance.id(), Duration.ofSeconds(Integer.parseInt(ttl)), clock.instant()));
    reply.headers().add(TOKEN_TTL, ttl);
    return reply;
  }

  private HttpReply admitted(HttpCall call, Snapshot snapshot, Instance instance) {
    Optional<String> token = call.headers().first(TOKEN);
    boolean refused = token.isEmpty() ? instance.httpTokensRequired() : !tokens.isGood(token.get(), instance.id(), clock.instant());
    if (refused) {
      return page(401, "Unauthorized");
    }
    return read(call.path().replaceAll("/+", "/"), snapshot, instance);
  }

  private HttpReply read(String path, Snapshot snapshot, Instance instance) {
    if (path.equals("/")) {
      return text(OLDEST + "\n" + DATED + "\nlatest");
    }
    int slash = path.indexOf('/', 1);
    String version = path.substring(1, slash < 0 ? path.length() : slash);
    if (!version.equals("latest") && !version.equals(OLDEST) && !version.matches("\\d{4}-\\d\\d-\\d\\d")) {
      return page(404, "Not Found");
    }
    String rest = slash < 0 ? "" : path.substring(slash + 1);
    if (rest.isEmpty()) {
      return text("dynamic\nmeta-data" + (instance.userData().isPresent() ? "\nuser-data" : ""));
    }
    if (rest.equals("user-data") || rest.equals("user-data/")) {
      return instance.userData().map(InstanceMetadata::userData).orElseGet(() -> page(404, "Not Found"));
    }
    if (rest.startsWith("dynamic")) {
      return dynamic(rest, snapshot, instance);
    }
    if (rest.equals("meta-data") || rest.startsWith("meta-data/")) {
      String below = rest.length() <= "meta-data/".length() ? "" : rest.substring("meta-data/".length());
      return metadata(below, snapshot, instance);
    }
    return page(404, "Not Found");
  }

  private HttpReply metadata(String path, Snapshot snapshot, Instance instance) {
    MetadataTree tree = MetadataTree.of(snapshot, instance);
    Optional<InstanceProfile> profile = instance.instanceProfileArn().flatMap(arn -> profile(snapshot, arn));
    Optional<IamRole> role = profile.flatMap(p -> p.roleName().flatMap(name -> role(snapshot, p.key().account(), name)));
    profile.ifPresent(p -> tree.leaves().put("iam/info", profileInfo(p, instance)));
    if (role.isPresent()) {
      String leaf = "iam/security-credentials/" + role.get().roleName();
      if (path.equals(leaf)) {
        return text(credentialsOf(instance, role.get()));
      }
      tree.leaves().put(leaf, "");
    }
    return tree.at(path).map(InstanceMetadata::text).orElseGet(() -> page(404, "Not Found"));
  }

  private static Optional<InstanceProfile> profile(Snapshot snapshot, String arn) {
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    return snapshot.find(InstanceProfile.class, new ResourceKey(arn.split(":")[4], ResourceKey.GLOBAL, Kind.INSTANCE_PROFILE, name));
  }

  private static Optional<IamRole> role(Snapshot snapshot, String account, String name) {
    return snapshot.find(IamRole.class, new ResourceKey(account, ResourceKey.GLOBAL, Kind.IAM_ROLE, name));
  }

  private String profileInfo(InstanceProfile profile, Instance instance) {
    return json(
        JsonMapper.shared().createObjectNode()
            .put("Code", "Success")
            .put("LastUpdated", seconds(clock.instant()))
            .put("InstanceProfileArn", instance.instanceProfileArn().orElse(""))
            .put("InstanceProfileId", profile.profileId()));
  }

  private String credentialsOf(Instance instance, IamRole role) {
    if (!RoleTrust.isGiven(role, RoleTrust.EC2)) {
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html
      return json(
          JsonMapper.shared().createObjectNode()
              .put("Code", "AssumeRoleUnauthorizedAccess")
              .put("Message", "EC2 cannot assume the role " + role.roleName() + ": its trust policy does not let " + RoleTrust.EC2)
              .put("LastUpdated", seconds(clock.instant())));
    }
    AccessKey key = credentials.of(instance, role);
    return json(
        JsonMapper.shared().createObjectNode()
            .put("Code", "Success")
            .put("LastUpdated", seconds(key.createDate()))
            .put("Type", "AWS-HMAC")
            .put("AccessKeyId", key.id())
            .put("SecretAccessKey", key.secretAccessKey())
            .put("Token", key.sessionToken().orElse(""))
            .put("Expiration", seconds(key.expiration().orElseThrow())));
  }

  private static HttpReply dynamic(String path, Snapshot snapshot, Instance instance) {
    return switch (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) {
      case "dynamic" -> text("instance-identity/");
      case "dynamic/instance-identity" -> text("document");
      case "dynamic/instance-identity/document" -> text(identity(snapshot, instance));
      default -> page(404, "Not Found");
    };
  }

  private static String identity(Snapshot snapshot, Instance instance) {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    document.put("accountId", instance.key().account()).put("architecture", "x86_64").put("availabilityZone", instance.availabilityZone());
    document.putNull("billingProducts").putNull("devpayProductCodes").putNull("marketplaceProductCodes");
    document.put("imageId", instance.imageId()).put("instanceId", instance.id()).put("instanceType", instance.instanceType()).putNull("kernelId");
    document.put("pendingTime", seconds(instance.launchTime()));
    MetadataTree.interfaces(snapshot, instance).stream().findFirst().ifPresent(eni -> document.put("privateIp", eni.primaryIp()));
    document.putNull("ramdiskId").put("region", instance.key().region()).put("version", "2017-09-30");
    return json(document);
  }

  /** User data comes in base64 over the API and goes out as it is. */
  private static HttpReply userData(String base64) {
    return HttpReply.of(200, "application/octet-stream", Base64.getMimeDecoder().decode(base64));
  }

  private static String json(ObjectNode node) {
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(node);
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static HttpReply text(String body) {
    return new HttpReply(200, Headers.of("Content-Type", "text/plain", "Server", "EC2ws"), new HttpReply.Bytes(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static HttpReply headOf(HttpReply reply) {
    return new HttpReply(reply.status(), reply.headers(), new HttpReply.Absent(reply.body().length()));
  }

  private static HttpReply page(int status, String reason) {
    String title = status + " - " + reason;
    String body =
        """
        <?xml version="1.0" encoding="iso-8859-1"?>
        <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
        <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en"><head><title>%1$s</title></head><body><h1>%1$s</h1></body></html>
        """.formatted(title);
    return new HttpReply(status, Headers.of("Content-Type", "text/html", "Server", "EC2ws"), new HttpReply.Bytes(body.getBytes(StandardCharsets.UTF_8)));
  }
}
