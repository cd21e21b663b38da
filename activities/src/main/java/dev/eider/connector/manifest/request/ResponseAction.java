package dev.eider.connector.manifest.request;

/** What to do about an answer. */
enum ResponseAction {
  SUCCESS,
  FAIL,
  RETRY,
  IGNORE,
  RESET_PAGINATION,
  RATE_LIMITED,
  REFRESH_TOKEN_THEN_RETRY
}
