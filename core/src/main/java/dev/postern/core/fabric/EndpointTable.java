package dev.postern.core.fabric;

/** A gateway endpoint as the fabric sees it: a door of its own to a service's addresses. */
public record EndpointTable(String vpcEndpointId, String serviceName, String prefixListId) {}
