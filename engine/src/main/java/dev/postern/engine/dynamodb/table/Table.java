package dev.postern.engine.dynamodb.table;

import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.engine.dynamodb.value.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * A table's definition.
 *
 * @param space where its rows are
 * @param id the UUID that AWS shows as TableId
 * @param created seconds since 1970
 * @param attributes the types of all key attributes
 * @param billed seconds since 1970 of the last switch to on-demand billing
 * @param expiry its Time to Live, when it is on
 * @param policy its resource-based policy, which is its indexes' too
 */
public record Table(
    long space,
    TableKey key,
    String id,
    double created,
    Map<String, Type> attributes,
    KeySchema keys,
    List<Index> indexes,
    boolean onDemand,
    Optional<Double> billed,
    Throughput throughput,
    String tableClass,
    boolean deletionProtection,
    SortedMap<String, String> tags,
    Optional<Expiry> expiry,
    Optional<TablePolicy> policy) {

  public Optional<Index> index(String name) {
    return indexes.stream().filter(index -> index.name().equals(name)).findFirst();
  }

  public Index requireIndex(String name) {
    return index(name).orElseThrow(() -> VALIDATION.saying("The table does not have the specified index: " + name));
  }

  public Type typeOf(String keyAttribute) {
    return attributes.get(keyAttribute);
  }

  public boolean hasLocalIndexes() {
    return indexes.stream().anyMatch(index -> !index.global());
  }

  public Table withIndexes(List<Index> changed) {
    return new Table(
        space, key, id, created, attributes, keys, List.copyOf(changed), onDemand, billed, throughput, tableClass, deletionProtection, tags, expiry, policy);
  }

  public Table withIndex(String name, UnaryOperator<Index> change) {
    List<Index> changed = new ArrayList<>(indexes);
    changed.replaceAll(index -> index.name().equals(name) ? change.apply(index) : index);
    return withIndexes(changed);
  }

  public Table withAttributes(Map<String, Type> changed) {
    return new Table(
        space, key, id, created, changed, keys, indexes, onDemand, billed, throughput, tableClass, deletionProtection, tags, expiry, policy);
  }

  public Table withBilling(boolean perRequest, Optional<Double> since, Throughput changed) {
    return new Table(
        space, key, id, created, attributes, keys, indexes, perRequest, since, changed, tableClass, deletionProtection, tags, expiry, policy);
  }

  public Table withTableClass(String changed) {
    return new Table(
        space, key, id, created, attributes, keys, indexes, onDemand, billed, throughput, changed, deletionProtection, tags, expiry, policy);
  }

  public Table withDeletionProtection(boolean on) {
    return new Table(space, key, id, created, attributes, keys, indexes, onDemand, billed, throughput, tableClass, on, tags, expiry, policy);
  }

  public Table withTags(SortedMap<String, String> changed) {
    return new Table(
        space, key, id, created, attributes, keys, indexes, onDemand, billed, throughput, tableClass, deletionProtection, changed, expiry, policy);
  }

  public Table withExpiry(Optional<Expiry> changed) {
    return new Table(
        space, key, id, created, attributes, keys, indexes, onDemand, billed, throughput, tableClass, deletionProtection, tags, changed, policy);
  }

  public Table withPolicy(Optional<TablePolicy> changed) {
    return new Table(
        space, key, id, created, attributes, keys, indexes, onDemand, billed, throughput, tableClass, deletionProtection, tags, expiry, changed);
  }
}
