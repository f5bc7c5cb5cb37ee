/** HTTP requests and responses as values, between the server and the services. */
@NullMarked
package dev.postern.wire.http;

import org.jspecify.annotations.NullMarked;
