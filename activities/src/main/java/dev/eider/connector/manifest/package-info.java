/** HTTP APIs described by an Airbyte-style declarative manifest. */
@NullMarked
package dev.eider.connector.manifest;

import org.jspecify.annotations.NullMarked;
