package dev.ansatz.neural.network;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.JsonDocuments;
import dev.ansatz.problems.io.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The safetensors format (an 8-byte little-endian header length, a JSON header, raw tensors), data types F32 and F16. Read here
 * rather than by DJL so that solving needs no native library.
 */
public final class SafeTensors {
    private static final String METADATA = "__metadata__";

    private SafeTensors() {}

    /** A tensor: shape and row-major values. */
    public record Tensor(int[] shape, float[] values) {}

    /** Tensors by prefix and name, in the order of the shapes, of {@code values} by name. */
    public static Map<String, Tensor> named(String prefix, Map<String, int[]> shapes, Map<String, float[]> values) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) ->
                tensors.put(prefix + name, new Tensor(shape, Objects.requireNonNull(values.get(name)))));
        return tensors;
    }

    /** Encodes tensors; half precision if {@code half}. */
    public static byte[] encode(Map<String, Tensor> tensors, boolean half) {
        return encode(tensors, half, Map.of());
    }

    /** Encodes tensors with metadata; half precision if {@code half}. */
    public static byte[] encode(Map<String, Tensor> tensors, boolean half, Map<String, String> metadata) {
        int width = half ? 2 : 4;
        ObjectNode header = JsonDocuments.object();
        if (!metadata.isEmpty()) {
            ObjectNode node = header.putObject(METADATA);
            metadata.forEach(node::put);
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", half ? "F16" : "F32");
            ArrayNode shape = node.putArray("shape");
            for (int s : entry.getValue().shape()) {
                shape.add(s);
            }
            ArrayNode offsets = node.putArray("data_offsets");
            offsets.add(offset);
            offset += (long) width * entry.getValue().values().length;
            offsets.add(offset);
        }
        byte[] json = JsonDocuments.line(header).getBytes(StandardCharsets.UTF_8);
        ByteBuffer out =
                ByteBuffer.allocate(Math.toIntExact(8 + json.length + offset)).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(json.length).put(json);
        for (Tensor tensor : tensors.values()) {
            for (float v : tensor.values()) {
                if (half) {
                    out.putShort(Float.floatToFloat16(v));
                } else {
                    out.putFloat(v);
                }
            }
        }
        return out.array();
    }

    /**
     * Decodes tensors.
     *
     * @param source name of the file, for messages
     * @throws InputException if the bytes are not safetensors of F32 or F16
     */
    public static Map<String, Tensor> decode(byte[] bytes, String source) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            JsonObject header = header(in);
            int base = in.position();
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (String name : header.fields().keySet()) {
                if (name.equals(METADATA)) {
                    continue;
                }
                JsonObject node = header.object(name);
                long[] dims = node.wholes("shape");
                int[] shape = new int[dims.length];
                int length = 1;
                for (int i = 0; i < shape.length; i++) {
                    shape[i] = Math.toIntExact(dims[i]);
                    length = Math.multiplyExact(length, shape[i]);
                }
                String type = node.text("dtype");
                long from = base + node.wholes("data_offsets")[0];
                if (length < 0 || from < base || from + (type.equals("F16") ? 2L : 4L) * length > in.limit()) {
                    throw new IllegalArgumentException("it is cut off before the end of " + name);
                }
                in.position((int) from);
                float[] values = new float[length];
                for (int i = 0; i < length; i++) {
                    values[i] = switch (type) {
                        case "F32" -> in.getFloat();
                        case "F16" -> Float.float16ToFloat(in.getShort());
                        default ->
                            throw new InputException(
                                    source + ": data type " + type + " is not supported; F32 and F16 are.");
                    };
                }
                tensors.put(name, new Tensor(shape, values));
            }
            return tensors;
        } catch (RuntimeException e) {
            if (e instanceof InputException) {
                throw e;
            }
            throw new InputException(source + ": is not a valid safetensors file (" + e.getMessage() + ").");
        }
    }

    /**
     * The metadata of a file.
     *
     * @param source name of the file, for messages
     * @throws InputException if the bytes are not safetensors
     */
    public static Map<String, String> metadata(byte[] bytes, String source) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            Map<String, String> metadata = new LinkedHashMap<>();
            JsonObject header = header(in);
            if (header.fields().containsKey(METADATA)) {
                JsonObject node = header.object(METADATA);
                node.fields().keySet().forEach(name -> metadata.put(name, node.text(name)));
            }
            return metadata;
        } catch (RuntimeException e) {
            throw new InputException(source + ": is not a valid safetensors file (" + e.getMessage() + ").");
        }
    }

    /** The JSON header; leaves the buffer at the first tensor. */
    private static JsonObject header(ByteBuffer in) {
        long length = in.remaining() < Long.BYTES ? -1 : in.getLong();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException(
                    "it is cut off: its header does not fit into its " + in.limit() + " bytes");
        }
        byte[] json = new byte[(int) length];
        in.get(json);
        return JsonObject.read(json);
    }
}
