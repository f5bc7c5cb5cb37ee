/** A table's definition: keys, indexes, throughput, and what may be asked of CreateTable. */
@NullMarked
package dev.postern.engine.dynamodb.table;

import org.jspecify.annotations.NullMarked;
