/** What the operations of Route 53 share: names, zones, changes, pages. */
@NullMarked
package dev.postern.core.action.route53;

import org.jspecify.annotations.NullMarked;
