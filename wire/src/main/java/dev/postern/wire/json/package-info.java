/** JSON and CBOR bodies of AWS's protocols, streamed into and out of the AWS SDK's model classes. */
@NullMarked
package dev.postern.wire.json;

import org.jspecify.annotations.NullMarked;
