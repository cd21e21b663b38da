package dev.eider.worker;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** The smallest workflow with a step. */
@WorkflowInterface
public interface GreetingWorkflow {

  @WorkflowMethod(name = "Greeting")
  String greet(String name);

  /** Its step. */
  @ActivityInterface
  interface Words {
    String words(String name);
  }

  /** Says hello. */
  final class Hello implements Words {
    @Override
    public String words(String name) {
      return "hello " + name;
    }
  }

  /** Asks the step. */
  final class Impl implements GreetingWorkflow {
    private final Words words =
        Workflow.newActivityStub(
            Words.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(10)).build());

    @Override
    public String greet(String name) {
      return words.words(name);
    }
  }
}
