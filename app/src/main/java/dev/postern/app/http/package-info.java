/** The HTTP server, plain and TLS, on addresses of the host and on sockets of the fabric's namespaces, and the router behind it. */
@NullMarked
package dev.postern.app.http;

import org.jspecify.annotations.NullMarked;
