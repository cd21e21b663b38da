package dev.eider.worker;

import java.util.List;

/**
 * What a worker can do.
 *
 * @param workflows classes of workflow implementations
 * @param activities the objects that do the steps
 */
public record Steps(List<Class<?>> workflows, List<Object> activities) {

  /** Keeps what it was given. */
  public Steps {
    workflows = List.copyOf(workflows);
    activities = List.copyOf(activities);
  }
}
