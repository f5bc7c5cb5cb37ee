package dev.postern.app.control;

import dev.postern.app.store.Store;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Operation;
import dev.postern.core.action.route53.association.AssociateVPCWithHostedZone;
import dev.postern.core.action.route53.association.CreateVPCAssociationAuthorization;
import dev.postern.core.action.route53.association.DeleteVPCAssociationAuthorization;
import dev.postern.core.action.route53.association.DisassociateVPCFromHostedZone;
import dev.postern.core.action.route53.association.ListVPCAssociationAuthorizations;
import dev.postern.core.action.route53.hostedzone.ChangeTagsForResource;
import dev.postern.core.action.route53.hostedzone.CreateHostedZone;
import dev.postern.core.action.route53.hostedzone.DeleteHostedZone;
import dev.postern.core.action.route53.hostedzone.GetChange;
import dev.postern.core.action.route53.hostedzone.GetHostedZone;
import dev.postern.core.action.route53.hostedzone.GetHostedZoneCount;
import dev.postern.core.action.route53.hostedzone.ListHostedZones;
import dev.postern.core.action.route53.hostedzone.ListHostedZonesByName;
import dev.postern.core.action.route53.hostedzone.ListHostedZonesByVPC;
import dev.postern.core.action.route53.hostedzone.ListTagsForResource;
import dev.postern.core.action.route53.hostedzone.UpdateHostedZoneComment;
import dev.postern.core.action.route53.recordset.ChangeResourceRecordSets;
import dev.postern.core.action.route53.recordset.ListResourceRecordSets;
import dev.postern.core.authorize.AccessDenied;
import dev.postern.core.authorize.ask.Route53Asks;
import dev.postern.core.error.AwsException;
import dev.postern.core.error.QueryError;
import dev.postern.core.error.Route53Error;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.rest.RestBinding;
import dev.postern.wire.rest.RestError;
import dev.postern.wire.rest.RestMatch;
import dev.postern.wire.rest.RestProtocol;
import dev.postern.wire.rest.RestReader;
import dev.postern.wire.rest.RestTable;
import dev.postern.wire.rest.RestWriter;
import dev.postern.wire.shape.Reading;
import dev.postern.wire.xml.XmlError;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkPojo;

/** The Route 53 API (2013-04-01), which is REST XML: finds the operation's row by method and path, applies its action, writes the answer. */
public final class Route53Front implements AwsService {
  private static final int LARGEST_BODY = 1 << 20;
  private static final String NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";
  private static final String ZONES = "/2013-04-01/hostedzone";
  private static final String ZONE = ZONES + "/{Id}";
  private static final String TAGS = "/2013-04-01/tags/{ResourceType}/{ResourceId}";
  private static final System.Logger LOG = System.getLogger(Route53Front.class.getName());

  private static final List<Row<?, ?>> ROWS =
      List.of(
          row(CreateHostedZone.OPERATION, "POST", ZONES, 201),
          row(ListHostedZones.OPERATION, "GET", ZONES, 200),
          row(ListHostedZonesByName.OPERATION, "GET", "/2013-04-01/hostedzonesbyname", 200),
          row(ListHostedZonesByVPC.OPERATION, "GET", "/2013-04-01/hostedzonesbyvpc", 200),
          row(GetHostedZoneCount.OPERATION, "GET", "/2013-04-01/hostedzonecount", 200),
          row(GetHostedZone.OPERATION, "GET", ZONE, 200),
          row(UpdateHostedZoneComment.OPERATION, "POST", ZONE, 200),
          row(DeleteHostedZone.OPERATION, "DELETE", ZONE, 200),
          row(ChangeResourceRecordSets.OPERATION, "POST", ZONE + "/rrset", 200),
          row(ListResourceRecordSets.OPERATION, "GET", ZONE + "/rrset", 200),
          row(AssociateVPCWithHostedZone.OPERATION, "POST", ZONE + "/associatevpc", 200),
          row(DisassociateVPCFromHostedZone.OPERATION, "POST", ZONE + "/disassociatevpc", 200),
          row(CreateVPCAssociationAuthorization.OPERATION, "POST", ZONE + "/authorizevpcassociation", 200),
          row(ListVPCAssociationAuthorizations.OPERATION, "GET", ZONE + "/authorizevpcassociation", 200),
          row(DeleteVPCAssociationAuthorization.OPERATION, "POST", ZONE + "/deauthorizevpcassociation", 200),
          row(GetChange.OPERATION, "GET", "/2013-04-01/change/{Id}", 200),
          row(ChangeTagsForResource.OPERATION, "POST", TAGS, 200),
          row(ListTagsForResource.OPERATION, "GET", TAGS, 200));

  private static final RestTable TABLE = new RestTable(RestProtocol.XML, ROWS.stream().<RestBinding<?>>map(Row::binding).toList());
  private static final Map<RestBinding<?>, Row<?, ?>> BY_BINDING = ROWS.stream().collect(Collectors.toUnmodifiableMap(Row::binding, Function.identity()));

  private final Control control;
  private final Admission admission;

  public Route53Front(Control control, Admission admission) {
    this.control = control;
    this.admission = admission;
  }

  private record Row<Q, R>(RestBinding<Q> binding, Operation<Q, R> operation) {}

  private static <Q, R> Row<Q, R> row(Operation<Q, R> operation, String method, String pattern, int status) {
    RestBinding<Q> binding = RestBinding.of(operation.name(), method, pattern, operation.request());
    return new Row<>(binding.answering(status).root(operation.name() + "Response").namespace(NAMESPACE), operation);
  }

  @Override
  public HttpReply handle(HttpCall call, Caller caller) {
    String requestId = UUID.randomUUID().toString();
    HttpReply reply;
    try {
      RestMatch match = TABLE.match(call.method(), call.path(), call.query(), call.headers()).orElseThrow(Route53Error.UNKNOWN_OPERATION::with);
      Row<?, ?> row = Objects.requireNonNull(BY_BINDING.get(match.binding()));
      reply = RestWriter.write(RestProtocol.XML, row.binding(), execute(row, match, call, caller));
    } catch (AwsException refusal) {
      reply = RestWriter.xmlError(NAMESPACE, inItsWords(refusal), requestId);
    } catch (AccessDenied denied) {
      reply = RestWriter.xmlError(NAMESPACE, QueryError.ACCESS_DENIED.with(denied.text()), requestId);
    } catch (Store.StoreException e) {
      LOG.log(System.Logger.Level.ERROR, e.getMessage(), e);
      reply = RestWriter.xmlError(NAMESPACE, QueryError.INTERNAL_FAILURE.with(), requestId);
    } catch (HttpCall.BodyTooLargeException _) {
      reply = RestWriter.xmlError(NAMESPACE, QueryError.REQUEST_ENTITY_TOO_LARGE.with(), requestId);
    }
    reply.headers().set("x-amzn-RequestId", requestId);
    return reply;
  }

  private <Q, R> SdkPojo execute(Row<Q, R> row, RestMatch match, HttpCall call, Caller caller) {
    Operation<Q, R> operation = row.operation();
    Reading<Q> reading = RestReader.read(RestProtocol.XML, row.binding(), match, call.headers(), call.bodyBytes(LARGEST_BODY));
    Optional<String> notBuilt = reading.outside(operation::honours).or(() -> reading.unknown().stream().findFirst());
    if (notBuilt.isPresent()) {
      // AWS may know the member and Postern does not carry it out: said by name, because ignoring it would lie.
      throw Route53Error.INVALID_INPUT.with("The parameter " + notBuilt.get() + " of " + operation.name() + " is not built in Postern");
    }
    admission.admit(call, caller, Route53Asks::of, operation.name(), reading.request());
    R response = control.execute(operation.action(), caller, reading.request());
    if (response instanceof SdkPojo pojo) {
      return pojo;
    }
    throw new IllegalStateException(operation.name() + " answers with " + response);
  }

  /** What is wrong with the request's form, which the protocol words as S3 does. */
  private static AwsException inItsWords(AwsException refusal) {
    if (refusal.error() instanceof XmlError) {
      return Route53Error.MALFORMED_INPUT.with();
    }
    return refusal.error() instanceof RestError ? Route53Error.INVALID_INPUT.with(refusal.text()) : refusal;
  }
}
