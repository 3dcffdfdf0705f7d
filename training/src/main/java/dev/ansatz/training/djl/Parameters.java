package dev.ansatz.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;
import dev.ansatz.neural.kernel.Kernels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The weights of a network as leaves of a DJL graph that require gradients. They live as long as their manager. */
final class Parameters {
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();

    Parameters(NDManager manager, Map<String, int[]> shapes, Function<String, float[]> weights) {
        shapes.forEach((name, shape) -> {
            NDArray parameter = manager.create(
                    weights.apply(name),
                    new Shape(Arrays.stream(shape).asLongStream().toArray()));
            parameter.setRequiresGradient(true);
            arrays.put(name, parameter);
        });
    }

    /** By name, in the order of the shapes. */
    Map<String, NDArray> arrays() {
        return arrays;
    }

    NDArray get(String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    /** {@code x W + b} with the weights {@code prefix}weight and {@code prefix}bias. */
    NDArray linear(NDArray x, String prefix) {
        return x.matMul(get(prefix + "weight")).add(get(prefix + "bias"));
    }

    /** Layer normalisation over the last axis. */
    NDArray norm(NDArray x, String prefix) {
        NDArray weight = get(prefix + "weight");
        return LayerNorm.layerNorm(x, weight.getShape(), weight, get(prefix + "bias"), Kernels.NORM_EPSILON)
                .singletonOrThrow();
    }

    /**
     * A factor for a graph, which lives as long as the manager of {@code like}. DJL's {@code mul(Number)} frees its operand after
     * the call although the backward pass reads it: once the garbage collector has run, gradients are wrong.
     */
    static NDArray constant(NDArray like, double value) {
        return like.getManager().create((float) value);
    }
}
