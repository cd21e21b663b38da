package dev.eider.connector.chroma;

import dev.eider.fault.Fault.Misconfigured;
import java.util.regex.Pattern;

/** Which names Chroma takes, as version 1.5 says when it refuses one. */
final class CollectionNames {
  private static final Pattern TAKEN =
      Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{1,510}[a-zA-Z0-9]");
  private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  private CollectionNames() {}

  static void refuseOdd(String name, String where) {
    boolean taken =
        TAKEN.matcher(name).matches() && !name.contains("..") && !ADDRESS.matcher(name).matches();
    if (!taken) {
      throw new Misconfigured(
          "chroma.collection_name",
          where,
          "expected a collection's name of 3 to 512 letters, digits, '.', '_' or '-', the first and"
              + " the last a letter or a digit, no '..' and no IP address, but was '"
              + name
              + "'",
          "name the collection so");
    }
  }
}
