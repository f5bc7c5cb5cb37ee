/** Rows on disk: ordered spaces of items in SQLite, one writer that shares its commits, readers that never wait for it. */
@NullMarked
package dev.postern.engine.dynamodb.store;

import org.jspecify.annotations.NullMarked;
