package dev.postern.core.model;

/** Marks a Region of an account whose default VPC has been made (or made and deleted by its owner). */
public record RegionDefaults(
    ResourceKey key,
    boolean defaultVpcMade)
    implements Resource {}
