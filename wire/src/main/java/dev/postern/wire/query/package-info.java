/** The EC2 Query and AWS Query protocols: one codec over the AWS SDK's model classes, no code for any one action. */
@NullMarked
package dev.postern.wire.query;

import org.jspecify.annotations.NullMarked;
