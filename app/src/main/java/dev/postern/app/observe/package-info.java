/** What happened: requests as the services saw them, bytes as the kernel counted them, and the paths that the model walks. */
@NullMarked
package dev.postern.app.observe;

import org.jspecify.annotations.NullMarked;
