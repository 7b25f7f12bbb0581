package dev.nacre.core.golden;

import dev.nacre.core.Device;
import dev.nacre.core.backend.BackendProvider;
import dev.nacre.core.backend.Backends;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs tests on a device of its own instead of the processor, what they prepare included, so that the values that hold
 * here are held there, too. Where nothing serves that device they are skipped, with the reason.
 *
 * @param device what the tests create, and so compute, is there
 */
public record OnDevice(Device device) implements ExecutionCondition, InvocationInterceptor {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<BackendProvider> fitting = Backends.providers().stream()
                .filter(provider -> provider.deviceKind().equals(device.kind())).toList();
        if (fitting.stream().anyMatch(provider -> provider.unavailable().isEmpty())) {
            return ConditionEvaluationResult.enabled("on " + device);
        }
        return ConditionEvaluationResult.disabled(fitting.isEmpty() ? "nothing here knows devices like " + device
                : fitting.stream().map(BackendProvider::unavailable).collect(Collectors.joining("; ")));
    }

    @Override
    public void interceptBeforeAllMethod(Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method, ExtensionContext context) throws Throwable {
        proceed(invocation);
    }

    @Override
    public void interceptTestMethod(Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method, ExtensionContext context) throws Throwable {
        proceed(invocation);
    }

    @Override
    public void interceptTestTemplateMethod(Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method, ExtensionContext context) throws Throwable {
        proceed(invocation);
    }

    private void proceed(Invocation<Void> invocation) throws Throwable {
        Throwable[] thrown = new Throwable[1];
        device.run(() -> {
            try {
                return invocation.proceed();
            } catch (Throwable failure) {
                thrown[0] = failure;
                return null;
            }
        });
        if (thrown[0] != null) {
            throw thrown[0];
        }
    }
}
