/** all-MiniLM-L6-v2, the default: in this process, without a key. */
@NullMarked
package dev.eider.embedding.minilm;

import org.jspecify.annotations.NullMarked;
