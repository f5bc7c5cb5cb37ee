package dev.postern.core.account;

/**
 * Something that a dump lacks, or has and Postern does not model.
 *
 * @param where a file, a command of the AWS CLI, or a resource's id
 * @param says what is missing there, and what was made of it
 * @param broken whether the dump itself is at fault: a file that cannot be read, a page cut off, an item that is not as AWS prints it
 */
public record Gap(String where, String says, boolean broken) {}
