package dev.postern.engine.dynamodb;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.engine.dynamodb.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.TagResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.UntagResourceRequest;

/** What the operations on tables themselves ask for. */
final class TableAsks {
  private final Store store;

  TableAsks(Store store) {
    this.store = store;
  }

  /** Of an operation that is about no table. */
  static <Q> BiFunction<Caller, Q, List<Ask>> anywhere(String action) {
    return (caller, _) -> List.of(Ask.of("dynamodb:" + action, "*").of(caller.account(), Optional.empty()));
  }

  /** ListTables is about all tables of an account and Region: AWS's refusals name them so. */
  <Q> List<Ask> list(Caller caller, Q request) {
    String all = "arn:aws:dynamodb:" + caller.region() + ":" + caller.account() + ":table/*";
    return List.of(Ask.of("dynamodb:ListTables", all).of(caller.account(), Optional.empty()));
  }

  /** Of an operation on the table that TableName names. */
  <Q> BiFunction<Caller, Q, List<Ask>> named(String action, Function<Q, String> name) {
    return (caller, request) -> List.of(TableAsk.of(store, caller, name.apply(request)).ask("dynamodb:" + action));
  }

  /** Of an operation on the table that ResourceArn names. */
  <Q> BiFunction<Caller, Q, List<Ask>> resource(String action, Function<Q, String> arn) {
    return (caller, request) -> List.of(TableAsk.ofResource(store, caller, arn.apply(request)).ask("dynamodb:" + action));
  }

  /** Whoever makes a table with tags or a policy must be allowed to set those. */
  List<Ask> create(Caller caller, CreateTableRequest request) {
    List<Ask> asks = new ArrayList<>();
    asks.add(TableAsk.of(store, caller, request.tableName()).tagged(request.tags()).ask("dynamodb:CreateTable"));
    if (!request.tags().isEmpty()) {
      asks.add(TableAsk.of(store, caller, request.tableName()).tagged(request.tags()).ask("dynamodb:TagResource"));
    }
    if (request.resourcePolicy() != null) {
      asks.add(TableAsk.of(store, caller, request.tableName()).ask("dynamodb:PutResourcePolicy"));
    }
    return asks;
  }

  List<Ask> tag(Caller caller, TagResourceRequest request) {
    return List.of(TableAsk.ofResource(store, caller, request.resourceArn()).tagged(request.tags()).ask("dynamodb:TagResource"));
  }

  List<Ask> untag(Caller caller, UntagResourceRequest request) {
    return List.of(TableAsk.ofResource(store, caller, request.resourceArn()).with("aws:TagKeys", request.tagKeys()).ask("dynamodb:UntagResource"));
  }
}
