package dev.postern.app;

import dev.postern.app.balance.Balancing;
import dev.postern.app.balance.Health;
import dev.postern.app.balance.HealthChecks;
import dev.postern.app.control.AccessAnalyzerFront;
import dev.postern.app.control.Admission;
import dev.postern.app.control.Control;
import dev.postern.app.control.JsonFront;
import dev.postern.app.control.QueryFront;
import dev.postern.app.control.Route53Front;
import dev.postern.app.dns.DnsResponder;
import dev.postern.app.dns.DnsServer;
import dev.postern.app.dns.NameIndex;
import dev.postern.app.flowlog.Deliveries;
import dev.postern.app.flowlog.FlowLogs;
import dev.postern.app.flowlog.LogBucket;
import dev.postern.app.http.Auth;
import dev.postern.app.http.Backend;
import dev.postern.app.http.EventLoops;
import dev.postern.app.http.ForwardingBackend;
import dev.postern.app.http.FrontDoor;
import dev.postern.app.http.GuardedEngine;
import dev.postern.app.http.HttpServer;
import dev.postern.app.http.UnservedBackend;
import dev.postern.app.lambda.FabricSurroundings;
import dev.postern.app.lambda.Lambda;
import dev.postern.app.metadata.InstanceMetadata;
import dev.postern.app.logs.LogFiles;
import dev.postern.app.meter.CloudWatch;
import dev.postern.app.meter.Meter;
import dev.postern.app.observe.AccessRecords;
import dev.postern.app.observe.Observations;
import dev.postern.app.observe.OtherNames;
import dev.postern.app.process.GetConsoleOutput;
import dev.postern.app.process.HostProcesses;
import dev.postern.app.process.Instances;
import dev.postern.app.reconcile.Reconciler;
import dev.postern.app.store.SqliteStore;
import dev.postern.app.tls.DoorCertificates;
import dev.postern.app.tls.LocalAuthority;
import dev.postern.app.tls.TrustFiles;
import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.ec2.flowlog.CreateFlowLogs;
import dev.postern.core.action.directconnect.DirectConnectOperations;
import dev.postern.core.action.elasticloadbalancing.DescribeTargetHealth;
import dev.postern.core.action.organizations.OrganizationsOperations;
import dev.postern.core.action.route53resolver.ResolverOperations;
import dev.postern.core.action.sts.Callers;
import dev.postern.core.authorize.Gate;
import dev.postern.core.authorize.Guarded;
import dev.postern.core.authorize.ask.OrganizationsAsks;
import dev.postern.core.authorize.ask.RegionalAsks;
import dev.postern.core.doctor.Clues;
import dev.postern.core.explain.Policies;
import dev.postern.core.insights.StartNetworkInsightsAnalysis;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.plan.Door;
import dev.postern.core.plan.Item;
import dev.postern.core.services.PublicService;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import dev.postern.engine.dynamodb.DynamoDb;
import dev.postern.engine.s3.BucketAccessPoint;
import dev.postern.engine.s3.BucketPolicy;
import dev.postern.engine.s3.S3;
import dev.postern.linux.Kernel;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.json.JsonApi;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One running cloud: its state, its kernel objects, its services and the port they are asked on. */
public final class Postern implements AutoCloseable {
  private static final Duration CARRIED_WITHIN = Duration.ofSeconds(60);

  private final Options options;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Deque<Renewable<?>> engines = new ArrayDeque<>();
  private final AtomicReference<HttpServer.Handler> front =
      new AtomicReference<>(_ -> HttpReply.of(503, "text/plain", "Postern is starting.\n"));
  private final Clock clock = Clock.systemUTC();
  private final EventLoops loops = keep(new EventLoops());
  private final LocalAuthority authority;
  private final TrustFiles trust;
  private final HttpServer http;
  private final DnsServer dns;
  private final Health health = new Health();
  private final Balancing balancing = new Balancing(loops, this::current, this::namespaces, health);
  private final Kernel kernel;
  private final Reconciler reconciler;
  private final Control control;
  private final HostProcesses processes;
  private final Meter meter;
  /** Nothing is known of the buckets of an engine that was attached. */
  private Supplier<List<BucketPolicy>> bucketPolicies = List::of;

  private Supplier<Optional<List<BucketAccessPoint>>> accessPoints = Optional::empty;

  /** Of the tables of an engine that was attached it is known who has them, by their ARN. */
  private Policies.Resources tables = arn -> Optional.of(new Guarded(arn.split(":")[4], Optional.empty()));

  private Policies.Resources buckets = _ -> Optional.empty();
  private final AccessRecords records = new AccessRecords(clock);
  private final OtherNames otherNames = new OtherNames(clock);
  /** Where engines ask what policies say. */
  private final Gate gate;
  private final HttpServer.Listening listening;

  /**
   * @param data the cloud's folder
   * @param port 0 takes a free one
   * @param backends engines of others, by the short name of the service
   * @param secret what {@code /_postern/exec} wants to be told
   */
  public record Options(Path data, InetAddress bind, int port, Map<String, URI> backends, Auth auth, boolean allowReset, String secret) {}

  /**
   * Starts the cloud that the data directory holds, and returns when its packets flow. Must run in a PID and mount namespace of its own.
   *
   * @throws IOException when a file or the port cannot be had
   * @throws dev.postern.linux.KernelException when the machine cannot carry a network
   */
  public static Postern start(Options options) throws IOException {
    return new Postern(options);
  }

  private Postern(Options options) throws IOException {
    boolean started = false;
    try {
      this.options = options;
      gate = switch (options.auth) {
        case LENIENT, STRICT -> new Gate(this::current, records::heard);
        case NONE -> Gate.OPEN;
      };
      Files.createDirectories(options.data);
      Path tls = options.data.resolve("tls");
      authority = LocalAuthority.open(tls, clock.instant());
      trust = TrustFiles.write(authority, tls);
      SqliteStore store = keep(new SqliteStore(options.data.resolve("state.sqlite")));
      AtomicReference<Snapshot> current = new AtomicReference<>(store.read());
      http = new HttpServer(loops, call -> front.get().handle(call), new DoorCertificates(authority, otherNames));
      dns = new DnsServer(loops, new DnsResponder(new NameIndex(this::current, this::observed)));
      kernel = keep(Kernel.open(this::serve));
      reconciler = keep(new Reconciler(kernel, current.get()));
      control = new Control(store, reconciler, clock);
      processes = new HostProcesses(options.data.resolve("hosts"), trust, kernel);
      Observations observations = new Observations(control, kernel, records);
      meter = keep(new Meter(options.data.resolve("meter.sqlite"), control::current, control::observed, kernel, clock));
      keep(new HealthChecks(loops, this::current, this::observed, this::namespaces, health));
      control.tell(meter);
      meter.start();
      WhatIf whatIf = new WhatIf(control, new Admission(gate, control::current, clock), options.auth, clock);
      OwnPaths own = new OwnPaths(options, control, kernel, processes, trust, this::reset, clock.instant(), this::port, observations, meter,
          new PolicyPaths(control, this::bucketPolicies, () -> accessPoints.get()), traces(whatIf), whatIf, this::clues);
      front.set(new FrontDoor(backends(), own, new InstanceMetadata(control, clock), control::current, options.auth, clock));
      reconciler.awaitIdle(CARRIED_WITHIN);
      listening = keep(http.bind(options.bind, options.port, new Door.Api()));
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  /** The state, for sockets that are served before all of this is wired: until then there is none. */
  private Snapshot current() {
    return control == null ? Snapshot.EMPTY : control.current();
  }

  /** Of the cloud that runs: what a load balancer begins is begun after its start. */
  private Kernel namespaces() {
    return kernel;
  }

  private Observed observed() {
    return control == null ? Observed.NOTHING : control.observed();
  }

  private TracePaths traces(WhatIf whatIf) {
    Policies.Resources known = arn -> (arn.startsWith("arn:aws:s3:::") ? buckets : tables).of(arn);
    return new TracePaths(control, options.backends.containsKey("s3") ? Optional.empty() : Optional.of(known), clock, kernel, whatIf);
  }

  private List<Clues.Bucket> bucketPolicies() {
    return bucketPolicies.get().stream().map(p -> new Clues.Bucket(p.bucket(), p.account(), p.region(), p.document())).toList();
  }

  private Clues clues() {
    return new Clues(
        bucketPolicies(),
        meter.month(YearMonth.now(ZoneOffset.UTC)).detours(),
        records.after(0).stream().flatMap(r -> r.clue().stream()).toList(),
        Stream.concat(meter.mishaps().stream(), otherNames.mishaps().stream()).toList(),
        List.of());
  }

  /** What answers for each service: an engine that was attached, or Postern's own, or nobody. */
  private Map<String, Backend> backends() throws IOException {
    Map<String, AwsService> attached = new HashMap<>();
    for (Map.Entry<String, URI> option : options.backends.entrySet()) {
      attached.put(option.getKey(), keep(new ForwardingBackend(PublicService.named(option.getKey()).orElseThrow(), option.getValue())));
    }
    Map<String, AwsService> own = services(attached);
    Map<String, Backend> backends = new HashMap<>();
    for (PublicService service : PublicService.all()) {
      String name = service.name();
      Backend backend =
          attached.containsKey(name)
              ? new Backend(records.recorded(name, new GuardedEngine(service, attached.get(name), gate, clock)), Backend.Source.ATTACHED)
              : own.containsKey(name)
                  ? new Backend(records.recorded(name, own.get(name)), Backend.Source.OWN)
                  : new Backend(records.recorded(name, new UnservedBackend(service)), Backend.Source.NONE);
      backends.put(name, backend);
    }
    return backends;
  }

  /** Postern's own, but for those in the place of which the user put others. */
  private Map<String, AwsService> services(Map<String, AwsService> attached) throws IOException {
    Map<String, AwsService> services = new HashMap<>();
    Instances instances = keep(new Instances(options.data.resolve("instances"), control::current, processes, kernel));
    reconciler.watch(instances::changed);
    instances.changed(reconciler.observed());
    Admission admission = new Admission(gate, control::current, clock);
    services.put(
        "elasticloadbalancing",
        QueryFront.elasticLoadBalancing(control, admission, List.of(new DescribeTargetHealth(health).operation())));
    services.put("iam", QueryFront.iam(control, admission));
    services.put("sts", QueryFront.sts(control, admission));
    services.put("access-analyzer", new AccessAnalyzerFront(control, admission));
    services.put("directconnect", new JsonFront(JsonApi.DIRECT_CONNECT, DirectConnectOperations::find, RegionalAsks.DIRECT_CONNECT, control, admission));
    services.put("organizations", new JsonFront(JsonApi.ORGANIZATIONS, OrganizationsOperations::find, OrganizationsAsks::of, control, admission));
    services.put("route53", new Route53Front(control, admission));
    services.put("route53resolver", new JsonFront(JsonApi.ROUTE53_RESOLVER, ResolverOperations::find, RegionalAsks.ROUTE53_RESOLVER, control, admission));
    services.put("monitoring", new CloudWatch(meter, admission));
    if (!attached.containsKey("dynamodb")) {
      Renewable<DynamoDb> dynamodb = engine("dynamodb", directory -> new DynamoDb(directory, clock, gate));
      services.put("dynamodb", dynamodb);
      tables = arn -> dynamodb.ask(engine -> engine.table(arn));
    }
    if (!attached.containsKey("s3")) {
      Renewable<S3> engine = engine("s3", directory -> new S3(directory, clock, gate));
      services.put("s3", engine);
      bucketPolicies = () -> engine.ask(S3::policies);
      accessPoints = () -> Optional.of(engine.ask(S3::accessPoints));
      buckets = arn -> engine.ask(own -> own.bucket(arn.substring(arn.lastIndexOf(':') + 1)));
    }
    AwsService s3 = attached.containsKey("s3") ? attached.get("s3") : services.get("s3");
    LogBucket logs = new LogBucket(s3);
    flowLogs(logs);
    services.put(
        "ec2",
        QueryFront.ec2(
            control, admission, List.of(new GetConsoleOutput(instances).operation(), new CreateFlowLogs(logs).operation(), StartNetworkInsightsAnalysis.OPERATION)));
    if (!attached.containsKey("lambda")) {
      S3Objects objects = new S3Objects(s3);
      FabricSurroundings surroundings = new FabricSurroundings(control, processes);
      services.put("lambda", keep(new Lambda(options.data.resolve("lambda"), control, admission, surroundings, objects)));
    }
    return services;
  }

  private void flowLogs(LogBucket buckets) {
    LogFiles groups = new LogFiles(options.data.resolve("logs"), clock);
    control.tell(keep(new FlowLogs(kernel, control::current, clock, new Deliveries(control, buckets, groups))));
  }

  private <T extends AwsService & AutoCloseable> Renewable<T> engine(String name, Function<Path, T> open) throws IOException {
    Renewable<T> engine = keep(new Renewable<>(options.data.resolve(name), open));
    engines.add(engine);
    return engine;
  }

  /** Serves a socket that the kernel's side made in a namespace. */
  private Closeable serve(int fd, Item.Listener listener) {
    return switch (listener.door()) {
      case Door.Api _, Door.Public _, Door.Endpoint _, Door.Metadata _ -> http.adopt(fd, listener.door(), listener.port() == 443)::close;
      case Door.Balancer door -> balancing.adopt(fd, door, listener.port());
      case Door.Resolver _, Door.PublicResolver _ ->
          switch (listener.transport()) {
            case UDP -> dns.adoptUdp(fd, listener.door());
            case TCP -> dns.adoptTcp(fd, listener.door());
          };
    };
  }

  /** Empties the cloud: every resource, and what its own engines hold. */
  private void reset() {
    Action<String, String> forget =
        (snapshot, _, request, _) -> {
          Snapshot next = snapshot;
          for (ResourceKey key : snapshot.resources().keySet()) {
            next = next.without(key);
          }
          return Applied.of(next, request);
        };
    control.execute(forget, Caller.root(Callers.NOBODYS_ACCOUNT, "us-east-1"), "");
    engines.forEach(Renewable::empty);
  }

  public int port() {
    return listening.port();
  }

  public LocalAuthority authority() {
    return authority;
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  /** Ends everything in the opposite order of its start. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        System.getLogger(Postern.class.getName()).log(System.Logger.Level.WARNING, "while closing", e);
      }
    }
  }
}
