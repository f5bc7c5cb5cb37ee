package dev.postern.engine.dynamodb;

import dev.postern.engine.dynamodb.expression.Condition;
import dev.postern.engine.dynamodb.expression.Update;
import dev.postern.engine.dynamodb.table.TableKey;
import dev.postern.engine.dynamodb.value.Item;
import java.util.Optional;

/**
 * A write of one item, parsed and not yet carried out: alone, in a batch or in a transaction.
 *
 * @param returnOld whether the refusal of a failed condition shows the item as it is
 */
record ItemWrite(TableKey table, Change change, Optional<Condition> condition, boolean returnOld) {

  /** What is written. */
  sealed interface Change {}

  record Put(Item item) implements Change {}

  record Delete(Item key) implements Change {}

  record Edit(Item key, Update update) implements Change {}

  /** Only the condition: a transaction's ConditionCheck. */
  record Check(Item key) implements Change {}
}
