/** Schema loaders, and JSON schemas as columns. */
@NullMarked
package dev.eider.connector.manifest.schema;

import org.jspecify.annotations.NullMarked;
