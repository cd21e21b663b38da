package dev.eider.connector.manifest.request;

/** An answer says that the pages must be read from the first one again. */
final class PaginationResetRequired extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PaginationResetRequired(String where) {
    super(where, null, false, false);
  }
}
