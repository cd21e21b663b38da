/** bge-small-en-v1.5: in this process, for texts four times as long. */
@NullMarked
package dev.eider.embedding.bge;

import org.jspecify.annotations.NullMarked;
