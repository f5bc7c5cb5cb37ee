/** Attribute values, their sizes and their bytes: on disk, and in the order of keys. */
@NullMarked
package dev.postern.engine.dynamodb.value;

import org.jspecify.annotations.NullMarked;
