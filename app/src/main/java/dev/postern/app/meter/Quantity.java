package dev.postern.app.meter;

/** What is counted of a subject; bytes are those of whole IP packets. */
enum Quantity {
  /** Bytes that went into it. */
  IN,
  /** Bytes that came out of it. */
  OUT,
  NEW_CONNECTIONS,
  /** Of {@link #OUT} of an internet gateway, the bytes to AWS's own services in its Region. */
  TO_SERVICES,
  /** The same for those of other Regions. */
  TO_OTHER_REGIONS,
  /** Bytes of both directions between a NAT gateway and S3 of its Region. */
  S3,
  /** The same for DynamoDB. */
  DYNAMODB,
  /** The same for all other services of its Region. */
  OTHER_SERVICES,
  IN_FROM_SOURCE,
  IN_FROM_SOURCE_PACKETS,
  OUT_TO_DESTINATION,
  OUT_TO_DESTINATION_PACKETS,
  IN_FROM_DESTINATION,
  IN_FROM_DESTINATION_PACKETS,
  OUT_TO_SOURCE,
  OUT_TO_SOURCE_PACKETS,
  DROPPED_PACKETS,
  /** Packets of connections that it did not know any more, each answered by a reset. */
  STALE_PACKETS,
  /** Packets that were too long for it. */
  LONG_PACKETS,
  /** Not a total: how many there are now. */
  ACTIVE_CONNECTIONS
}
