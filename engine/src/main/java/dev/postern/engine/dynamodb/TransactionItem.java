package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.core.action.Caller;
import dev.postern.engine.dynamodb.expression.Condition;
import dev.postern.engine.dynamodb.expression.Update;
import dev.postern.engine.dynamodb.value.AttributeValues;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Reads one item of TransactWriteItems as the write that it asks for. */
final class TransactionItem {
  private TransactionItem() {}

  static ItemWrite read(Caller caller, TransactWriteItem item) {
    long set = Stream.of(item.conditionCheck(), item.put(), item.delete(), item.update()).filter(Objects::nonNull).count();
    if (set != 1) {
      throw VALIDATION.saying("TransactItems can only contain one of Check, Put, Update or Delete");
    }
    if (item.put() != null) {
      return put(caller, item.put());
    }
    if (item.delete() != null) {
      return delete(caller, item.delete());
    }
    return item.update() != null ? update(caller, item.update()) : check(caller, item.conditionCheck());
  }

  private static ItemWrite put(Caller caller, Put put) {
    Expressions expressions = Expressions.of(put.hasExpressionAttributeNames(), put.expressionAttributeNames(),
        put.hasExpressionAttributeValues(), put.expressionAttributeValues(), Expressions.condition(put.conditionExpression()));
    Optional<Condition> condition = expressions.condition();
    expressions.requireAllUsed();
    return new ItemWrite(TableNames.resolve(caller, put.tableName()), new ItemWrite.Put(AttributeValues.item(put.item())), condition,
        Items.returnsOld(put.returnValuesOnConditionCheckFailure()));
  }

  private static ItemWrite delete(Caller caller, Delete delete) {
    Expressions expressions = Expressions.of(delete.hasExpressionAttributeNames(), delete.expressionAttributeNames(),
        delete.hasExpressionAttributeValues(), delete.expressionAttributeValues(), Expressions.condition(delete.conditionExpression()));
    Optional<Condition> condition = expressions.condition();
    expressions.requireAllUsed();
    return new ItemWrite(TableNames.resolve(caller, delete.tableName()), new ItemWrite.Delete(AttributeValues.item(delete.key())), condition,
        Items.returnsOld(delete.returnValuesOnConditionCheckFailure()));
  }

  private static ItemWrite update(Caller caller, software.amazon.awssdk.services.dynamodb.model.Update update) {
    new Constraints().notNull("transactItems.1.member.update.updateExpression", update.updateExpression()).require();
    Expressions expressions = Expressions.of(update.hasExpressionAttributeNames(), update.expressionAttributeNames(),
        update.hasExpressionAttributeValues(), update.expressionAttributeValues(), Expressions.update(update.updateExpression()),
        Expressions.condition(update.conditionExpression()));
    Update changes = expressions.update();
    Optional<Condition> condition = expressions.condition();
    expressions.requireAllUsed();
    return new ItemWrite(TableNames.resolve(caller, update.tableName()), new ItemWrite.Edit(AttributeValues.item(update.key()), changes), condition,
        Items.returnsOld(update.returnValuesOnConditionCheckFailure()));
  }

  private static ItemWrite check(Caller caller, ConditionCheck check) {
    new Constraints().notNull("transactItems.1.member.conditionCheck.conditionExpression", check.conditionExpression()).require();
    Expressions expressions = Expressions.of(check.hasExpressionAttributeNames(), check.expressionAttributeNames(),
        check.hasExpressionAttributeValues(), check.expressionAttributeValues(), Expressions.condition(check.conditionExpression()));
    Optional<Condition> condition = expressions.condition();
    expressions.requireAllUsed();
    return new ItemWrite(TableNames.resolve(caller, check.tableName()), new ItemWrite.Check(AttributeValues.item(check.key())), condition,
        Items.returnsOld(check.returnValuesOnConditionCheckFailure()));
  }
}
