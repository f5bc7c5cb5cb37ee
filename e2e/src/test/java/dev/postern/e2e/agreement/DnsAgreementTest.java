package dev.postern.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.dns.DnsResponder;
import dev.postern.app.dns.DnsServer;
import dev.postern.app.http.EventLoops;
import dev.postern.core.dns.DnsAnswer;
import dev.postern.core.dns.DnsResolver;
import dev.postern.core.dns.RecordSet;
import dev.postern.core.dns.RecordType;
import dev.postern.core.dns.View;
import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SiteFabric;
import dev.postern.core.ip.Ip;
import dev.postern.core.model.Kind;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.path.End;
import dev.postern.core.path.Packet;
import dev.postern.core.path.Path;
import dev.postern.core.path.PathResolver;
import dev.postern.core.plan.Door;
import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import dev.postern.core.services.EndpointNames;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import dev.postern.linux.Kernel;
import dev.postern.linux.ListenerFactory;
import io.netty.channel.unix.FileDescriptor;
import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Random clouds and random names: what the model answers is what comes back over the wire, at whatever address the resolver is asked. */
class DnsAgreementTest {
  /** Fixed by {@code -Ddns.seed=N} to see a printed run again. */
  private static final long SEED = Long.getLong("dns.seed", System.nanoTime());

  private static final int CLOUDS = Integer.getInteger("dns.clouds", 8);
  private static final int QUESTIONS = 150;
  private static final Duration LATEST = Duration.ofSeconds(8);
  private static final Duration SILENCE = Duration.ofMillis(400);
  private static final String LINK_LOCAL = "169.254.169.253";

  /** A question as it is sent, and what the model says comes back; empty when nothing does. */
  private record Question(String hostId, long resolver, String name, RecordType type, Optional<String> expected) {}

  @Test
  void theWireAnswersWhatTheModelAnswers() throws Exception {
    System.out.println("dns agreement: seed " + SEED);
    Random random = new Random(SEED);
    List<String> disagreements = new ArrayList<>();
    Map<String, Integer> kinds = new HashMap<>();
    for (int cloud = 0; cloud < CLOUDS; cloud++) {
      long seed = random.nextLong();
      for (Map.Entry<Question, String> answer : ask(new Random(seed)).entrySet()) {
        String expected = answer.getKey().expected().orElse("silence");
        kinds.merge(expected.replaceAll(" .*", ""), 1, Integer::sum);
        if (!expected.equals(answer.getValue())) {
          disagreements.add("cloud " + cloud + " (seed " + seed + "): " + answer.getKey() + ": wire '" + answer.getValue() + "'");
        }
      }
    }
    System.out.println("dns agreement: " + disagreements.size() + " disagreements; the model's answers: " + kinds);
    assertThat(disagreements).as("seed " + SEED).isEmpty();
    assertThat(kinds).containsKeys("NOERROR", "NXDOMAIN", "silence");
  }

  private static Map<Question, String> ask(Random random) throws Exception {
    Snapshot snapshot = RandomNetwork.of(random);
    Networks networks = Networks.of(snapshot);
    Set<Item> items = networks.items();
    DnsResolver model = DnsResolver.of(snapshot, observed(items));
    try (EventLoops loops = new EventLoops();
        Kernel kernel = Kernel.open(new Resolvers(new DnsServer(loops, new DnsResponder(() -> model))))) {
      kernel.apply(new KernelPlan.Change(Set.of(), items));
      return send(kernel, questions(snapshot, networks, model, random));
    }
  }

  private static Observed observed(Set<Item> items) {
    Map<String, Set<String>> realised = new HashMap<>();
    items.forEach(i -> realised.computeIfAbsent(i.namespace(), _ -> new HashSet<>()).add(i.origin()));
    return new Observed(realised);
  }

  /** Serves the resolvers' sockets, and lets go of all others. */
  private record Resolvers(DnsServer dns) implements ListenerFactory {
    @Override
    public Closeable open(int fd, Item.Listener listener) throws IOException {
      return switch (listener.door()) {
        case Door.Resolver _, Door.PublicResolver _ ->
            switch (listener.transport()) {
              case UDP -> dns.adoptUdp(fd, listener.door());
              case TCP -> dns.adoptTcp(fd, listener.door());
            };
        case Door.Api _, Door.Public _, Door.Endpoint _, Door.Metadata _, Door.Balancer _ -> new FileDescriptor(fd)::close;
      };
    }
  }

  private static List<Question> questions(Snapshot snapshot, Networks networks, DnsResolver model, Random random) {
    List<String> names = names(snapshot);
    List<Fabric> vpcs = networks.vpcs().values().stream().filter(f -> f.ports().values().stream().anyMatch(p -> p.host() == Port.HostKind.INSTANCE)).toList();
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      String name = names.get(random.nextInt(names.size()));
      RecordType type = random.nextInt(5) == 0 ? RecordType.AAAA : RecordType.A;
      if (random.nextInt(4) == 0 && !networks.sites().isEmpty()) {
        questions.add(fromSite(networks, model, random, name, type, 20000 + i));
      } else {
        questions.add(fromVpc(networks, model, vpcs.get(random.nextInt(vpcs.size())), random, name, type, 20000 + i));
      }
    }
    return questions;
  }

  private static Question fromVpc(Networks networks, DnsResolver model, Fabric fabric, Random random, String name, RecordType type, int port) {
    List<Port> hosts = fabric.ports().values().stream().filter(p -> p.host() == Port.HostKind.INSTANCE).toList();
    Port from = hosts.get(random.nextInt(hosts.size()));
    Optional<Long> inbound = inbound(networks, random);
    if (random.nextBoolean() && inbound.isPresent()) {
      Path path = PathResolver.resolve(fabric, networks, from, new Packet(from.primary(), inbound.get(), FilterLine.UDP, port, 53));
      return new Question(from.hostId(), inbound.get(), name, type, throughInbound(model, path, name, type));
    }
    View view = new View.InVpc(fabric.account(), fabric.region(), fabric.vpcId(), false);
    long resolver = random.nextBoolean() ? fabric.cidrs().getFirst().at(2) : Ip.parse(LINK_LOCAL);
    return new Question(from.hostId(), resolver, name, type, Optional.of(text(model.answer(view, name, type))));
  }

  private static Question fromSite(Networks networks, DnsResolver model, Random random, String name, RecordType type, int port) {
    SiteFabric site = networks.sites().getFirst();
    SiteFabric.Host from = site.hosts().get(random.nextInt(site.hosts().size()));
    Optional<Long> inbound = inbound(networks, random);
    if (random.nextInt(3) > 0 && inbound.isPresent()) {
      Path path = PathResolver.resolve(site, networks, from, new Packet(from.ip(), inbound.get(), FilterLine.UDP, port, 53));
      return new Question(from.hostId(), inbound.get(), name, type, throughInbound(model, path, name, type));
    }
    return new Question(from.hostId(), Ip.parse(LINK_LOCAL), name, type, Optional.of(text(model.answer(new View.Outside(site.region()), name, type))));
  }

  /** The packets decide whether the inbound endpoint hears the question, and of which VPC: two may have the same address. */
  private static Optional<String> throughInbound(DnsResolver model, Path path, String name, RecordType type) {
    return path.end() instanceof End.AtResolver(_, String vpcId, _)
        ? Optional.of(text(model.answer(new View.InVpc(RandomNetwork.ACCOUNT, RandomNetwork.REGION, vpcId, true), name, type)))
        : Optional.empty();
  }

  private static Optional<Long> inbound(Networks networks, Random random) {
    List<Long> addresses = networks.vpcs().values().stream()
        .flatMap(f -> f.ports().values().stream()).filter(p -> p.host() == Port.HostKind.RESOLVER).map(Port::primary).distinct().toList();
    return addresses.isEmpty() ? Optional.empty() : Optional.of(addresses.get(random.nextInt(addresses.size())));
  }

  private static List<String> names(Snapshot snapshot) {
    Set<String> names = new TreeSet<>(List.of("nothing.example", "db.corp.example", "www.corp.example", "hub.corp.example", "x.any.corp.example", "not.corp.example"));
    for (String service : List.of("sqs", "sts", "s3", "kms", "ec2", "lambda", "dynamodb")) {
      names.add(service + ".us-east-1.amazonaws.com");
    }
    names.add("a-bucket.s3.us-east-1.amazonaws.com");
    names.add("ip-10-0-0-10.ec2.internal");
    for (VpcEndpoint endpoint : snapshot.all(VpcEndpoint.class, Kind.VPC_ENDPOINT, RandomNetwork.ACCOUNT, RandomNetwork.REGION)) {
      if (endpoint.type() == VpcEndpoint.Type.INTERFACE) {
        EndpointNames.of(endpoint, EndpointNames.interfaces(snapshot, endpoint)).forEach(e -> names.add(e.name().replace("*", "bucket")));
      }
    }
    return List.copyOf(names);
  }

  private static Map<Question, String> send(Kernel kernel, List<Question> questions) throws Exception {
    Map<Question, String> answers = new LinkedHashMap<>();
    try (Selector selector = Selector.open()) {
      for (Question question : questions) {
        DatagramChannel channel = kernel.runInside(question.hostId(), () -> DatagramChannel.open(StandardProtocolFamily.INET));
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress(Inet4Address.ofLiteral(Ip.text(question.resolver())), 53));
        channel.write(ByteBuffer.wrap(query(question)));
        channel.register(selector, SelectionKey.OP_READ, question);
        answers.put(question, "silence");
      }
      long latest = System.nanoTime() + LATEST.toNanos();
      long quietUntil = System.nanoTime() + SILENCE.toNanos();
      while (System.nanoTime() < latest && (owed(answers) || System.nanoTime() < quietUntil)) {
        if (selector.select(key -> read(key, answers), 50) > 0) {
          quietUntil = System.nanoTime() + SILENCE.toNanos();
        }
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    }
    return answers;
  }

  private static boolean owed(Map<Question, String> answers) {
    return answers.entrySet().stream().anyMatch(a -> a.getKey().expected().filter(e -> !e.equals("silence")).isPresent() && a.getValue().equals("silence"));
  }

  private static byte[] query(Question question) throws IOException {
    int type = question.type() == RecordType.A ? Type.A : Type.AAAA;
    return Message.newQuery(Record.newRecord(Name.fromString(question.name() + "."), type, DClass.IN)).toWire();
  }

  private static void read(SelectionKey key, Map<Question, String> answers) {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    try {
      ((DatagramChannel) key.channel()).read(buffer);
      byte[] bytes = new byte[buffer.position()];
      buffer.flip().get(bytes);
      answers.put((Question) key.attachment(), text(new Message(bytes)));
    } catch (IOException e) {
      answers.put((Question) key.attachment(), "error " + e.getMessage());
    }
  }

  /** The code and the sorted records, so that rotation makes no difference. */
  private static String text(Message message) {
    Set<String> records = new TreeSet<>();
    message.getSection(Section.ANSWER).forEach(r -> records.add(r.getName().toString(true) + "=" + r.rdataToString().replaceAll("\\.$", "")));
    return Rcode.string(message.getRcode()) + " " + records;
  }

  private static String text(DnsAnswer answer) {
    return switch (answer) {
      case DnsAnswer.Records(List<RecordSet> sets) -> "NOERROR " + records(sets);
      case DnsAnswer.NoData(List<RecordSet> aliases) -> "NOERROR " + records(aliases);
      case DnsAnswer.NxDomain(List<RecordSet> aliases) -> "NXDOMAIN " + records(aliases);
      case DnsAnswer.ServerFailure _ -> "SERVFAIL []";
      case DnsAnswer.Refused _ -> "REFUSED []";
      case DnsAnswer.Silent _ -> "silence";
    };
  }

  private static Set<String> records(List<RecordSet> sets) {
    Set<String> records = new TreeSet<>();
    sets.forEach(s -> s.values().forEach(v -> records.add(s.name() + "=" + v)));
    return records;
  }
}
