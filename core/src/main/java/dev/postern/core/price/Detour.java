package dev.postern.core.price;

/**
 * Bytes between a VPC and S3 or DynamoDB of its Region that a gateway endpoint would have carried for nothing.
 *
 * @param way what carried them: {@link Metered#NAT_GATEWAY} or {@link Metered#INTERFACE_ENDPOINT}
 * @param service {@code s3} or {@code dynamodb}
 * @param hours over which they were counted
 * @param gatewayEndpoint whether the VPC has a gateway endpoint for the service, and only a route to it is missing
 */
public record Detour(
    String account, String region, Metered way, String id, String vpcId, String service, long bytes, long hours, boolean running, boolean gatewayEndpoint) {}
