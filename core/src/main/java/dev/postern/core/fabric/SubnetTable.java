package dev.postern.core.fabric;

import dev.postern.core.ip.Cidr;

/**
 * A subnet as the fabric sees it: its route table and its network ACL in both directions.
 *
 * @param forwarding the key of its {@link ForwardingTable}
 */
public record SubnetTable(
    String subnetId, String zone, Cidr cidr, String routeTableId, String forwarding, FilterTable inbound, FilterTable outbound) {}
