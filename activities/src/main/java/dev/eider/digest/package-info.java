/** Whether two sides hold the same rows, found out by digests of buckets of them. */
@NullMarked
package dev.eider.digest;

import org.jspecify.annotations.NullMarked;
