package dev.postern.core.action.lambda;

import dev.postern.core.model.Function;
import dev.postern.core.state.Observed;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** A function as responses show it: {@code Active} when the kernel carries its host and interfaces. */
public final class FunctionView {
  /** 2026-11-23T09:00:00.000+0000 */
  private static final DateTimeFormatter MODIFIED = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ", Locale.ROOT).withZone(ZoneOffset.UTC);

  private FunctionView() {}

  static FunctionConfiguration of(Function function, Observed observed) {
    Function.Settings settings = function.settings();
    FunctionConfiguration.Builder shown =
        FunctionConfiguration.builder()
            .functionName(function.name())
            .functionArn(function.arn())
            .runtime(settings.runtime())
            .role(settings.role())
            .handler(settings.handler())
            .codeSize(function.code().size())
            .codeSha256(function.code().sha256())
            .description(settings.description())
            .timeout(settings.timeoutSeconds())
            .memorySize(settings.memoryMb())
            .lastModified(MODIFIED.format(function.lastModified()))
            .version(FunctionRef.LATEST)
            .tracingConfig(t -> t.mode("PassThrough"))
            .revisionId(function.revisionId())
            .packageType("Zip")
            .architecturesWithStrings(function.code().architectures())
            .ephemeralStorage(e -> e.size(512))
            .snapStart(s -> s.applyOn("None").optimizationStatus("Off"))
            .lastUpdateStatus("Successful");
    if (!settings.environment().isEmpty()) {
      shown.environment(e -> e.variables(settings.environment()));
    }
    function
        .vpcConfig()
        .ifPresent(v -> shown.vpcConfig(c -> c.vpcId(v.vpcId()).subnetIds(v.subnetIds()).securityGroupIds(v.securityGroupIds()).ipv6AllowedForDualStack(false)));
    return (isActive(function, observed)
            ? shown.state("Active")
            : shown.state("Pending").stateReason("The function is being created.").stateReasonCode("Creating"))
        .build();
  }

  /** Whether the function can run: the kernel has its host, and in a VPC its interfaces. */
  public static boolean isActive(Function function, Observed observed) {
    String unit = function.networks().iterator().next();
    return observed.holds(unit, function.hostId())
        && function.vpcConfig().stream().flatMap(v -> v.networkInterfaceIds().stream()).allMatch(id -> observed.holds(unit, id));
  }
}
