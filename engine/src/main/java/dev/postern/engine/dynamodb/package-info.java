/** DynamoDB's everyday part: tables, items, queries and transactions, durable in one SQLite file. */
@NullMarked
package dev.postern.engine.dynamodb;

import org.jspecify.annotations.NullMarked;
