/** What EC2 actions share: filters, pages, tags, look-ups, and the table of operations. */
@NullMarked
package dev.postern.core.action.ec2;

import org.jspecify.annotations.NullMarked;
