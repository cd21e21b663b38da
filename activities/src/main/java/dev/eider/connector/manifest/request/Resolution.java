package dev.eider.connector.manifest.request;

/**
 * How an error handler judges an answer.
 *
 * @param action what to do
 * @param type the reference's class of failure
 * @param message the reference's text, or the manifest's own; empty when there is none
 * @param custom whether the manifest's author wrote the message
 */
record Resolution(ResponseAction action, FailureType type, String message, boolean custom) {
  static final Resolution SUCCESS =
      new Resolution(ResponseAction.SUCCESS, FailureType.SYSTEM_ERROR, "", false);
}
