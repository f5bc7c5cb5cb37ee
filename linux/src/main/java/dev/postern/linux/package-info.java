/** Carries a {@link dev.postern.core.plan.KernelPlan} in the Linux kernel: namespaces, links, routes, rules, nftables and sockets. */
@NullMarked
package dev.postern.linux;

import org.jspecify.annotations.NullMarked;
