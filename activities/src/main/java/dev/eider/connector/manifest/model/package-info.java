/** From YAML to checked parts: references, parameters, defaults, problems with their place. */
@NullMarked
package dev.eider.connector.manifest.model;

import org.jspecify.annotations.NullMarked;
