package dev.postern.core.policy;

/** A policy by the name under which a decision mentions it: an ARN, a name, or where it was given. */
public record Policy(String name, PolicyDocument document) {}
