/** Where buckets, objects and uploads live: one SQLite database and a folder of files, durable when a call returns. */
@NullMarked
package dev.postern.engine.s3.store;

import org.jspecify.annotations.NullMarked;
