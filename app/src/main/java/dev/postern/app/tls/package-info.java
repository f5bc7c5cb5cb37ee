/** The local certificate authority that the fabric's hosts trust. */
@NullMarked
package dev.postern.app.tls;

import org.jspecify.annotations.NullMarked;
