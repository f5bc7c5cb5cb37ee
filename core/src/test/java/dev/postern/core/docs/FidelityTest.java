package dev.postern.core.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Operation;
import dev.postern.core.action.ec2.Ec2Operations;
import dev.postern.core.insights.StartNetworkInsightsAnalysis;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The page of every EC2 action and parameter is what the operations' own rows say; {@code -Dpostern.docs=write} writes it anew. */
class FidelityTest {
  private static final Path PAGE = Path.of("..", "docs", "ec2-actions.md");

  @Test
  void thePageOfEc2ActionsIsTheOneTheCodeMakes() throws Exception {
    String page = page();
    if ("write".equals(System.getProperty("postern.docs"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("run with -Dpostern.docs=write to renew it").hasContent(page);
  }

  @Test
  void everyHonouredParameterIsOneThatTheSdkKnows() throws Exception {
    for (Operation<?, ?> operation : operations()) {
      Collection<String> known = parameters(operation.request());
      List<String> unknown = operation.honoured().stream().map(p -> p.split("\\.")[0]).filter(p -> !known.contains(p)).toList();
      assertThat(unknown).as(operation.name()).isEmpty();
    }
  }

  /** With the one that lives where networks are walked. */
  private static List<Operation<?, ?>> operations() {
    return Stream.concat(Ec2Operations.all().stream(), Stream.of(StartNetworkInsightsAnalysis.OPERATION)).sorted(Comparator.comparing(Operation::name)).toList();
  }

  private static String page() throws Exception {
    Properties differs = differs();
    StringBuilder page = new StringBuilder();
    page.append("# EC2 actions\n\n");
    page.append("Made from the operations' own rows by `FidelityTest`; renew it with `./mvnw -pl core test -Dtest=FidelityTest -Dpostern.docs=write`.\n\n");
    page.append("*Honoured* parameters are carried out, *refused* ones are known to AWS and answered with `UnsupportedOperation` by name.\n");
    page.append("`DryRun` is honoured everywhere. An action that is not listed is answered with `InvalidAction`.\n\n");
    page.append("| action | honoured | filters | refused | differs |\n|---|---|---|---|---|\n");
    for (Operation<?, ?> operation : operations()) {
      List<String> refused = parameters(operation.request()).stream().filter(p -> !covers(operation, p)).toList();
      page.append("| ").append(operation.name());
      page.append(" | ").append(list(new TreeSet<>(operation.honoured())));
      page.append(" | ").append(list(new TreeSet<>(operation.filters())));
      page.append(" | ").append(list(refused));
      page.append(" | ").append(differs.getProperty(operation.name(), "")).append(" |\n");
    }
    Set<String> there = operations().stream().map(Operation::name).collect(Collectors.toSet());
    List<String> absent = all().stream().filter(name -> !there.contains(name)).toList();
    page.append("\n## Not there\n\n").append(absent.size()).append(" actions: ").append(String.join(", ", absent)).append(".\n");
    return page.toString();
  }

  private static boolean covers(Operation<?, ?> operation, String parameter) {
    return operation.honours(parameter) || operation.honoured().stream().anyMatch(h -> h.startsWith(parameter + "."));
  }

  private static String list(Collection<String> names) {
    return names.stream().map(n -> "`" + n + "`").collect(Collectors.joining(" "));
  }

  /** The wire names of a request's members. */
  private static Collection<String> parameters(Class<?> request) throws ReflectiveOperationException {
    SdkPojo pojo = (SdkPojo) request.getMethod("builder").invoke(null);
    return pojo.sdkFields().stream().map(SdkField::locationName).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> all() {
    return Arrays.stream(Ec2Client.class.getMethods())
        .filter(m -> m.getParameterCount() == 1 && m.getParameterTypes()[0].getSimpleName().endsWith("Request") && m.getReturnType().getSimpleName().endsWith("Response"))
        .map(m -> m.getParameterTypes()[0].getSimpleName().replaceFirst("Request$", ""))
        .distinct()
        .sorted()
        .toList();
  }

  /** Where an action behaves otherwise than AWS's, in a few words. */
  private static Properties differs() throws IOException {
    Properties differs = new Properties();
    try (InputStream in = Objects.requireNonNull(FidelityTest.class.getResourceAsStream("differs.properties"))) {
      differs.load(in);
    }
    return differs;
  }
}
