package dev.postern.engine.dynamodb.table;

/** A table's resource-based policy as it was written, and the id of this revision of it. */
public record TablePolicy(String document, String revisionId) {}
