package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.RESOURCE_NOT_FOUND;
import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.core.action.Caller;
import dev.postern.engine.dynamodb.store.Store;
import dev.postern.engine.dynamodb.table.Table;
import dev.postern.engine.dynamodb.table.TableKey;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.TagResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.TagResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.UntagResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.UntagResourceResponse;

/** TagResource, UntagResource and ListTagsOfResource. */
final class Tags {
  private static final int MAX_TAGS = 50;

  private final Store store;

  Tags(Store store) {
    this.store = store;
  }

  TagResourceResponse tag(Caller caller, TagResourceRequest request) {
    TableKey key = TableNames.ofResource(caller, request.resourceArn());
    SortedMap<String, String> more = read(request.tags());
    if (more.isEmpty()) {
      throw VALIDATION.saying("Atleast one Tag needs to be provided as Input.");
    }
    return store.write(batch -> {
      Table table = batch.table(key).orElseThrow(() -> notFound(key));
      SortedMap<String, String> tags = new TreeMap<>(table.tags());
      tags.putAll(more);
      requireFew(tags);
      batch.define(table.withTags(tags));
      return TagResourceResponse.builder().build();
    });
  }

  UntagResourceResponse untag(Caller caller, UntagResourceRequest request) {
    TableKey key = TableNames.ofResource(caller, request.resourceArn());
    if (request.tagKeys().isEmpty()) {
      throw VALIDATION.saying("Atleast one Tag Key needs to be provided as Input.");
    }
    return store.write(batch -> {
      Table table = batch.table(key).orElseThrow(() -> notFound(key));
      SortedMap<String, String> tags = new TreeMap<>(table.tags());
      tags.keySet().removeAll(request.tagKeys());
      batch.define(table.withTags(tags));
      return UntagResourceResponse.builder().build();
    });
  }

  /** All of a table's tags fit one page; a token is never given, so any is refused. */
  ListTagsOfResourceResponse list(Caller caller, ListTagsOfResourceRequest request) {
    TableKey key = TableNames.ofResource(caller, request.resourceArn());
    if (request.nextToken() != null) {
      throw VALIDATION.saying("Invalid NextToken");
    }
    Table table = store.table(key).orElseThrow(() -> notFound(key));
    List<Tag> tags = table.tags().entrySet().stream().map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build()).toList();
    return ListTagsOfResourceResponse.builder().tags(tags).build();
  }

  static SortedMap<String, String> read(List<Tag> tags) {
    SortedMap<String, String> read = new TreeMap<>();
    for (Tag tag : tags) {
      if (tag.key() == null || tag.value() == null || tag.key().isEmpty() || tag.key().length() > 128 || tag.value().length() > 256) {
        throw VALIDATION.saying("One or more parameter values were invalid: Invalid tag key or value");
      }
      if (read.put(tag.key(), tag.value()) != null) {
        throw VALIDATION.saying("Duplicate tag keys found: " + tag.key());
      }
    }
    requireFew(read);
    return read;
  }

  private static void requireFew(SortedMap<String, String> tags) {
    if (tags.size() > MAX_TAGS) {
      throw VALIDATION.saying("One or more parameter values were invalid: Too many tags: more than " + MAX_TAGS);
    }
  }

  private static RuntimeException notFound(TableKey key) {
    return RESOURCE_NOT_FOUND.saying("Requested resource not found: ResourcArn: " + key.arn() + " not found");
  }
}
