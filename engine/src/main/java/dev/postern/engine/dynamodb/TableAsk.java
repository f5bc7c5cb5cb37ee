package dev.postern.engine.dynamodb;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.core.authorize.Documents;
import dev.postern.core.error.AwsException;
import dev.postern.core.policy.Policy;
import dev.postern.core.policy.PolicyType;
import dev.postern.core.policy.request.Context;
import dev.postern.engine.dynamodb.expression.Path;
import dev.postern.engine.dynamodb.store.Store;
import dev.postern.engine.dynamodb.table.KeySchema;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.table.TableKey;
import dev.postern.engine.dynamodb.value.AttributeValues;
import dev.postern.engine.dynamodb.value.Numbers;
import dev.postern.engine.dynamodb.value.Value;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An ask about a table or an index as it is gathered from a request. What is malformed adds nothing: the operation refuses it afterwards.
 * <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html">AWS</a>
 */
final class TableAsk {
  private final TableKey key;
  private final Optional<Table> table;
  private final Context.Builder keys = Context.builder();
  private final Set<String> leading = new LinkedHashSet<>();
  private final Set<String> attributes = new LinkedHashSet<>();
  private String resource;
  private Optional<KeySchema> schema;

  private TableAsk(TableKey key, Optional<Table> table) {
    this.key = key;
    this.table = table;
    this.resource = key.arn();
    this.schema = table.map(Table::keys);
    table.ifPresent(there -> there.tags().forEach((tag, value) -> with("aws:ResourceTag/" + tag, value)));
  }

  static TableAsk of(Store store, Caller caller, @Nullable String name) {
    TableKey key = TableNames.resolve(caller, name);
    return new TableAsk(key, store.table(key));
  }

  static TableAsk ofResource(Store store, Caller caller, @Nullable String arn) {
    TableKey key = TableNames.ofResource(caller, arn);
    return new TableAsk(key, store.table(key));
  }

  static TableAsk of(Table table) {
    return new TableAsk(table.key(), Optional.of(table));
  }

  /** About an index instead, whose partition key is then the leading one. */
  TableAsk on(@Nullable String index) {
    if (index != null) {
      resource = key.indexArn(index);
      schema = table.flatMap(there -> there.index(index)).map(there -> there.keys());
    }
    return this;
  }

  Optional<KeySchema> schema() {
    return schema;
  }

  TableAsk with(String condition, @Nullable String value) {
    if (value != null) {
      keys.put(condition, value);
    }
    return this;
  }

  TableAsk with(String condition, List<String> values) {
    if (!values.isEmpty()) {
      keys.put(condition, values);
    }
    return this;
  }

  /** The tags that a request brings. */
  TableAsk tagged(List<software.amazon.awssdk.services.dynamodb.model.Tag> tags) {
    tags.stream().filter(tag -> tag.key() != null).forEach(tag -> with("aws:RequestTag/" + tag.key(), tag.value()));
    return with("aws:TagKeys", tags.stream().map(tag -> tag.key()).filter(name -> name != null).distinct().toList());
  }

  /** An item or its key: the names of its attributes, and its partition key's value. */
  TableAsk item(Map<String, AttributeValue> item) {
    attributes.addAll(item.keySet());
    schema.map(there -> item.get(there.hash())).ifPresent(value -> leading.addAll(quietly(() -> Stream.of(text(AttributeValues.value(value))))));
    return this;
  }

  TableAsk leading(Value value) {
    leading.add(text(value));
    return this;
  }

  TableAsk attribute(String name) {
    attributes.add(name);
    return this;
  }

  /** The top-level attributes of what expressions name. */
  TableAsk paths(Supplier<Stream<Path>> paths) {
    attributes.addAll(quietly(() -> paths.get().map(Path::head)));
    return this;
  }

  Ask ask(String action) {
    with("dynamodb:LeadingKeys", List.copyOf(leading));
    with("dynamodb:Attributes", List.copyOf(attributes));
    Optional<Policy> policy = table.flatMap(Table::policy)
        .map(there -> new Policy(key.arn(), Documents.of(PolicyType.RESOURCE, there.document())));
    return new Ask(action, resource, key.account(), keys.build(), policy, Ask.Need.PERMISSION);
  }

  /** One number has one text, however the request writes it. */
  private static String text(Value value) {
    return switch (value) {
      case Value.S(String text) -> text;
      case Value.N(BigDecimal number) -> Numbers.print(number);
      case Value.B(var bytes) -> Base64.getEncoder().encodeToString(bytes.array());
      case Value.SS _, Value.NS _, Value.BS _, Value.M _, Value.L _, Value.Bool _, Value.Null _ -> value.toString();
    };
  }

  private static List<String> quietly(Supplier<Stream<String>> read) {
    try {
      return read.get().toList();
    } catch (AwsException _) {
      return List.of();
    }
  }
}
