package dev.postern.engine.dynamodb;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.engine.dynamodb.store.Store;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteResourcePolicyRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeContinuousBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeEndpointsRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeLimitsRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutResourcePolicyRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TagResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UntagResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/** The operations that are there, by name, each with the members it honours. */
final class Operations {
  private static final String[] CONDITION = {"ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues",
      "ReturnValuesOnConditionCheckFailure"};
  private static final String[] WRITE_RETURNS = {"TableName", "ReturnValues", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics"};
  private static final String[] READ_MANY = {"TableName", "IndexName", "Select", "Limit", "ConsistentRead", "ExclusiveStartKey",
      "ReturnConsumedCapacity", "ProjectionExpression", "FilterExpression", "ExpressionAttributeNames", "ExpressionAttributeValues"};

  private final Map<String, Operation<?>> byName = new HashMap<>();

  Operations(Store store, Clock clock) {
    TableAsks ask = new TableAsks(store);
    ItemAsks askItem = new ItemAsks(store);
    ManyAsks askMany = new ManyAsks(store);
    Tables tables = new Tables(store, clock);
    add("CreateTable", CreateTableRequest.class, ask::create, tables::create, honoured(
        "TableName", "AttributeDefinitions", "KeySchema", "BillingMode", "ProvisionedThroughput", "Tags", "TableClass", "DeletionProtectionEnabled",
        "ResourcePolicy", "LocalSecondaryIndexes", "GlobalSecondaryIndexes.IndexName", "GlobalSecondaryIndexes.KeySchema", "GlobalSecondaryIndexes.Projection",
        "GlobalSecondaryIndexes.ProvisionedThroughput", "StreamSpecification.StreamEnabled", "SSESpecification.Enabled"));
    add("DescribeTable", DescribeTableRequest.class, ask.named("DescribeTable", DescribeTableRequest::tableName), tables::describe, honoured("TableName"));
    add("ListTables", ListTablesRequest.class, ask::list, tables::list, honoured("Limit", "ExclusiveStartTableName"));
    add("DeleteTable", DeleteTableRequest.class, ask.named("DeleteTable", DeleteTableRequest::tableName), tables::delete, honoured("TableName"));
    String index = "GlobalSecondaryIndexUpdates.";
    add("UpdateTable", UpdateTableRequest.class, ask.named("UpdateTable", UpdateTableRequest::tableName), new TableUpdates(store, clock)::run, honoured(
        "TableName", "AttributeDefinitions", "BillingMode", "ProvisionedThroughput", "TableClass", "DeletionProtectionEnabled",
        index + "Create.IndexName", index + "Create.KeySchema", index + "Create.Projection", index + "Create.ProvisionedThroughput",
        index + "Update.IndexName", index + "Update.ProvisionedThroughput", index + "Delete",
        "StreamSpecification.StreamEnabled", "SSESpecification.Enabled"));

    Items items = new Items(store);
    add("GetItem", GetItemRequest.class, askItem::get, items::get, honoured(
        "TableName", "Key", "ConsistentRead", "ReturnConsumedCapacity", "ProjectionExpression", "ExpressionAttributeNames"));
    add("PutItem", PutItemRequest.class, askItem::put, items::put, honoured(WRITE_RETURNS, CONDITION, "Item"));
    add("DeleteItem", DeleteItemRequest.class, askItem::delete, items::delete, honoured(WRITE_RETURNS, CONDITION, "Key"));
    add("UpdateItem", UpdateItemRequest.class, askItem::update, items::update, honoured(WRITE_RETURNS, CONDITION, "Key", "UpdateExpression"));
    add("Query", QueryRequest.class, askItem::query, new Query(store)::run, honoured(READ_MANY, new String[] {"KeyConditionExpression"}, "ScanIndexForward"));
    add("Scan", ScanRequest.class, askItem::scan, new Scan(store)::run, honoured(READ_MANY, new String[] {"Segment"}, "TotalSegments"));

    Batches batches = new Batches(store);
    add("BatchGetItem", BatchGetItemRequest.class, askMany::batchGet, batches::get, honoured(
        "ReturnConsumedCapacity", "RequestItems.Keys", "RequestItems.ConsistentRead", "RequestItems.ProjectionExpression",
        "RequestItems.ExpressionAttributeNames"));
    add("BatchWriteItem", BatchWriteItemRequest.class, askMany::batchWrite, batches::write, honoured(
        "RequestItems", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics"));
    Transactions transactions = new Transactions(store, clock);
    add("TransactWriteItems", TransactWriteItemsRequest.class, askMany::transactWrite, transactions::write, honoured(
        "TransactItems", "ClientRequestToken", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics"));
    add("TransactGetItems", TransactGetItemsRequest.class, askMany::transactGet, transactions::get, honoured("TransactItems", "ReturnConsumedCapacity"));

    Tags tags = new Tags(store);
    add("TagResource", TagResourceRequest.class, ask::tag, tags::tag, honoured("ResourceArn", "Tags"));
    add("UntagResource", UntagResourceRequest.class, ask::untag, tags::untag, honoured("ResourceArn", "TagKeys"));
    add("ListTagsOfResource", ListTagsOfResourceRequest.class, ask.resource("ListTagsOfResource", ListTagsOfResourceRequest::resourceArn), tags::list, honoured("ResourceArn", "NextToken"));
    ResourcePolicies policies = new ResourcePolicies(store, clock);
    byName.put("PutResourcePolicy", new Operation<>(PutResourcePolicyRequest.class,
        honoured("ResourceArn", "Policy", "ExpectedRevisionId", "ConfirmRemoveSelfResourceAccess"),
        ask.resource("PutResourcePolicy", PutResourcePolicyRequest::resourceArn), policies::put));
    add("GetResourcePolicy", GetResourcePolicyRequest.class, ask.resource("GetResourcePolicy", GetResourcePolicyRequest::resourceArn),
        policies::get, honoured("ResourceArn"));
    add("DeleteResourcePolicy", DeleteResourcePolicyRequest.class,
        ask.resource("DeleteResourcePolicy", DeleteResourcePolicyRequest::resourceArn), policies::delete, honoured("ResourceArn", "ExpectedRevisionId"));
    TimeToLive timeToLive = new TimeToLive(store);
    add("UpdateTimeToLive", UpdateTimeToLiveRequest.class, ask.named("UpdateTimeToLive", UpdateTimeToLiveRequest::tableName), timeToLive::update, honoured("TableName", "TimeToLiveSpecification"));
    add("DescribeTimeToLive", DescribeTimeToLiveRequest.class, ask.named("DescribeTimeToLive", DescribeTimeToLiveRequest::tableName), timeToLive::describe, honoured("TableName"));
    Settings settings = new Settings(store);
    add("DescribeContinuousBackups", DescribeContinuousBackupsRequest.class, ask.named("DescribeContinuousBackups", DescribeContinuousBackupsRequest::tableName), settings::continuousBackups, honoured("TableName"));
    add("DescribeEndpoints", DescribeEndpointsRequest.class, TableAsks.anywhere("DescribeEndpoints"), settings::endpoints, honoured());
    add("DescribeLimits", DescribeLimitsRequest.class, TableAsks.anywhere("DescribeLimits"), settings::limits, honoured());
  }

  Optional<Operation<?>> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private <Q extends SdkPojo> void add(
      String name, Class<Q> request, BiFunction<Caller, Q, List<Ask>> asks, BiFunction<Caller, Q, ? extends SdkPojo> action, Set<String> honoured) {
    byName.put(name, new Operation<>(request, honoured, asks, (access, read) -> action.apply(access.caller(), read)));
  }

  private static Set<String> honoured(String... members) {
    return Set.of(members);
  }

  private static Set<String> honoured(String[] some, String[] more, String... members) {
    Set<String> all = new TreeSet<>(Set.of(some));
    all.addAll(Set.of(more));
    all.addAll(Set.of(members));
    return all;
  }
}
