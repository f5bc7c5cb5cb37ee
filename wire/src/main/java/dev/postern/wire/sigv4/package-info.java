/** AWS Signature Version 4: who signed a request, whether the signature holds, and the chunked bodies that carry signatures of their own. */
@NullMarked
package dev.postern.wire.sigv4;

import org.jspecify.annotations.NullMarked;
