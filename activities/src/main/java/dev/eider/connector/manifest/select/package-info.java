/** From a response body to records: extract, filter, transform. */
@NullMarked
package dev.eider.connector.manifest.select;

import org.jspecify.annotations.NullMarked;
