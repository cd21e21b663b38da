package dev.eider.worker;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * What is known once the server answers, for those who wire the steps.
 *
 * @param settings of this process
 * @param connection to the server
 * @param searchAttributes whether the server knows Eider's search attributes
 * @param meters where counters go
 */
public record Ready(
    Settings settings, Connection connection, boolean searchAttributes, MeterRegistry meters) {}
