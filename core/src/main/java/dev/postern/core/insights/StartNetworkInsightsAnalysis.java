package dev.postern.core.insights;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Idempotency;
import dev.postern.core.action.ec2.Lookup;
import dev.postern.core.action.ec2.Tags;
import dev.postern.core.action.ec2.insights.Analyses;
import dev.postern.core.action.ec2.insights.AnalysisView;
import dev.postern.core.action.ec2.insights.StructureJson;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInsightsAnalysis;
import dev.postern.core.model.NetworkInsightsPath;
import dev.postern.core.model.OrganizationAccount;
import dev.postern.core.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.pcollections.TreePMap;
import software.amazon.awssdk.services.ec2.model.StartNetworkInsightsAnalysisRequest;
import software.amazon.awssdk.services.ec2.model.StartNetworkInsightsAnalysisResponse;

/**
 * Analyses a path in the network of this moment, and keeps what was found. AWS takes its time and answers {@code running}; here it has
 * {@code succeeded} in the answer already.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartNetworkInsightsAnalysis.html">AWS</a>
 *
 * <p>Errors: {@code MissingParameter}, {@code InvalidNetworkInsightsPathId.NotFound}, {@code InvalidNetworkInsightsPathId.Malformed},
 * {@code InvalidParameterValue}, {@code IdempotentParameterMismatch}, {@code TagLimitExceeded}.
 */
public final class StartNetworkInsightsAnalysis implements Action<StartNetworkInsightsAnalysisRequest, StartNetworkInsightsAnalysisResponse> {
  private static final String NAME = "StartNetworkInsightsAnalysis";
  private static final int LONGEST_ARN = 1283;

  public static final Operation<StartNetworkInsightsAnalysisRequest, StartNetworkInsightsAnalysisResponse> OPERATION =
      Operation.of(
          NAME,
          StartNetworkInsightsAnalysisRequest.class,
          new StartNetworkInsightsAnalysis(),
          "NetworkInsightsPathId",
          "AdditionalAccount",
          "FilterInArn",
          "FilterOutArn",
          "TagSpecification",
          "ClientToken");

  @Override
  public Applied<StartNetworkInsightsAnalysisResponse> apply(
      Snapshot snapshot, Caller caller, StartNetworkInsightsAnalysisRequest request, Facts facts) {
    String token = Lookup.given(request.clientToken(), "ClientToken");
    TreePMap<String, String> tags = Tags.of(request.tagSpecifications(), Kind.NETWORK_INSIGHTS_ANALYSIS);
    NetworkInsightsPath path =
        Lookup.require(snapshot, caller, NetworkInsightsPath.class, Kind.NETWORK_INSIGHTS_PATH, request.networkInsightsPathId());
    for (String id : Idempotency.earlier(snapshot, caller, NAME, token, request, facts)) {
      Optional<NetworkInsightsAnalysis> earlier = snapshot.find(NetworkInsightsAnalysis.class, Lookup.key(caller, Kind.NETWORK_INSIGHTS_ANALYSIS, id));
      if (earlier.isPresent()) {
        return shown(snapshot, earlier.get());
      }
    }
    Set<String> accounts = new TreeSet<>(Set.of(caller.account()));
    request.additionalAccounts().forEach(a -> accounts.add(requireMember(snapshot, caller, a)));
    request.filterInArns().forEach(arn -> requireArn(arn, "FilterInArn"));
    request.filterOutArns().forEach(arn -> requireArn(arn, "FilterOutArn"));
    software.amazon.awssdk.services.ec2.model.NetworkInsightsAnalysis findings =
        Analyzer.analyse(snapshot, path, new Analyzer.Limits(accounts, request.filterInArns(), request.filterOutArns()));
    NetworkInsightsAnalysis analysis =
        new NetworkInsightsAnalysis(
            Lookup.key(caller, Kind.NETWORK_INSIGHTS_ANALYSIS, facts.seed().id(Kind.NETWORK_INSIGHTS_ANALYSIS.prefix())),
            path.id(),
            // Lists of their own: the SDK's empty ones are shown otherwise than what is read again.
            List.copyOf(request.additionalAccounts()),
            List.copyOf(request.filterInArns()),
            List.copyOf(request.filterOutArns()),
            facts.now(),
            findings.networkPathFound(),
            StructureJson.write(findings));
    Snapshot next = Analyses.withoutOld(snapshot, caller, facts).with(analysis).withTags(analysis.key(), tags);
    return shown(Idempotency.remember(next, caller, NAME, token, request, facts, List.of(analysis.id())), analysis);
  }

  private static Applied<StartNetworkInsightsAnalysisResponse> shown(Snapshot snapshot, NetworkInsightsAnalysis analysis) {
    return Applied.of(
        snapshot, StartNetworkInsightsAnalysisResponse.builder().networkInsightsAnalysis(AnalysisView.of(snapshot, analysis)).build());
  }

  /** AWS looks into other accounts of one's organization alone. */
  private static String requireMember(Snapshot snapshot, Caller caller, String account) {
    if (!account.matches("[0-9]{12}")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + account + ") for parameter AdditionalAccount is invalid. Expected the 12 digits of an account.");
    }
    boolean together = account.equals(caller.account()) || organization(snapshot, account).isPresent() && organization(snapshot, account).equals(organization(snapshot, caller.account()));
    if (!together) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with(
          "Value (" + account + ") for parameter AdditionalAccount is invalid. The account is not a member of the organization of account " + caller.account() + ".");
    }
    return account;
  }

  private static Optional<String> organization(Snapshot snapshot, String account) {
    return snapshot.find(OrganizationAccount.class, OrganizationAccount.key(account)).map(OrganizationAccount::organizationId);
  }

  private static void requireArn(String arn, String parameter) {
    if (arn.length() > LONGEST_ARN || !arn.matches("arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.+")) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with("Value (" + arn + ") for parameter " + parameter + " is invalid. Expected the ARN of a resource.");
    }
  }
}
