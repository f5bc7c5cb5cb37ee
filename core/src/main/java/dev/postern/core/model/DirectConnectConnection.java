package dev.postern.core.model;

/** A Direct Connect connection: the line that virtual interfaces are made on. */
public record DirectConnectConnection(ResourceKey key, String name, String location, String bandwidth) implements Resource {}
