/** Paginators and their strategies. */
@NullMarked
package dev.eider.connector.manifest.paging;

import org.jspecify.annotations.NullMarked;
