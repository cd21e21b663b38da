/** The sample API of {@code eider demo}, and the manifest that reads it. */
@NullMarked
package dev.eider.worker.demo;

import org.jspecify.annotations.NullMarked;
