/** Amazon S3's everyday part as an {@code AwsService}: buckets, objects, listings, multipart uploads and the bucket settings that tools read. */
@NullMarked
package dev.postern.engine.s3;

import org.jspecify.annotations.NullMarked;
