/** Which VPCs a private hosted zone is answered in. */
@NullMarked
package dev.postern.core.action.route53.association;

import org.jspecify.annotations.NullMarked;
