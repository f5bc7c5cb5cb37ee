/** What the command line does with policies beside computing: reading streams and files. */
@NullMarked
package dev.postern.app.policy;

import org.jspecify.annotations.NullMarked;
