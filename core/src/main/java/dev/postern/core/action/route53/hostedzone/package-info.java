/** Making, finding and deleting private hosted zones. */
@NullMarked
package dev.postern.core.action.route53.hostedzone;

import org.jspecify.annotations.NullMarked;
