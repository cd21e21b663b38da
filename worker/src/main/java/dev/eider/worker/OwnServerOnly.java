package dev.eider.worker;

import dev.eider.fault.Guard;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;

/**
 * Does no step for another installation's server: asked before each step, because the watch that
 * ends the worker only looks now and then. The other installation waits and tries again.
 */
final class OwnServerOnly extends WorkerInterceptorBase {
  private final Connection connection;

  OwnServerOnly(Connection connection) {
    this.connection = connection;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    if (connection.cluster().isEmpty()) {
      return next;
    }
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public ActivityOutput execute(ActivityInput input) {
        Guard guard = new Guard(text -> text, (step, problem) -> {});
        String unused =
            guard.step(
                "Refuse",
                connection.server().address(),
                () -> {
                  connection.refuseStranger();
                  return "ours";
                });
        return super.execute(input);
      }
    };
  }
}
