package dev.eider.cli;

/** Where a running sync is shown. */
interface Screen extends AutoCloseable {

  /** Shows a moment. */
  void show(Progress.Moment moment);

  /** Shows nothing any more; what is on the screen stays. */
  @Override
  void close();
}
