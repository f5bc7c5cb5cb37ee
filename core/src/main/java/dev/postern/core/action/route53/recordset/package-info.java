/** Record sets: changes in atomic batches, and lists. */
@NullMarked
package dev.postern.core.action.route53.recordset;

import org.jspecify.annotations.NullMarked;
