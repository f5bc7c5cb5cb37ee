/** DNS over UDP and TCP on sockets of the fabric's namespaces. */
@NullMarked
package dev.postern.app.dns;

import org.jspecify.annotations.NullMarked;
