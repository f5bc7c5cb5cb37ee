package dev.postern.core.region;

/**
 * An Availability Zone.
 *
 * @param name as an account sees it, {@code us-east-1a}
 * @param id the same for every account, {@code use1-az1}
 */
public record Zone(String name, String id, String region) {}
