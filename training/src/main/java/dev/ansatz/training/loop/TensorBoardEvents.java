package dev.ansatz.training.loop;

import dev.ansatz.problems.io.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Scalars for TensorBoard: a file {@code events.out.tfevents.*} of TFRecords (length, masked CRC-32C of it, data, masked CRC-32C
 * of it), each an {@code Event} in protocol buffer encoding. No library of this size writes them: DJL does not, and TensorFlow's
 * is 100 MB.
 */
final class TensorBoardEvents implements AutoCloseable {
    private static final int DOUBLE = 1;
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FLOAT = 5;

    private final Path file;
    private final OutputStream out;

    /** Begins a file in a directory. */
    TensorBoardEvents(Path directory) {
        file = directory.resolve("events.out.tfevents." + System.currentTimeMillis() / 1000 + ".ansatz");
        try {
            out = Files.newOutputStream(file);
            write(event(0, 3, "brain.Event:2".getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new InputException(file, 0, "cannot be written.");
        }
    }

    /** Adds one value of a curve. */
    void scalar(String tag, long step, double value) {
        byte[] name = tag.getBytes(StandardCharsets.UTF_8);
        ByteBuffer entry = buffer(name.length + 16); // Summary.Value: tag = 1, simple_value = 2
        field(entry, 1, BYTES);
        varint(entry, name.length);
        entry.put(name);
        field(entry, 2, FLOAT);
        entry.putFloat((float) value);
        byte[] valueBytes = bytes(entry);
        ByteBuffer summary = buffer(valueBytes.length + 16); // Summary: value = 1
        field(summary, 1, BYTES);
        varint(summary, valueBytes.length);
        summary.put(valueBytes);
        try {
            write(event(step, 5, bytes(summary)));
        } catch (IOException e) {
            throw new InputException(file, 0, "cannot be written.");
        }
    }

    /** Event: wall_time = 1, step = 2, and one field of bytes (file_version = 3 or summary = 5). */
    private static byte[] event(long step, int number, byte[] content) {
        ByteBuffer event = buffer(content.length + 48);
        field(event, 1, DOUBLE);
        event.putDouble(System.currentTimeMillis() * 1e-3);
        field(event, 2, VARINT);
        varint(event, step);
        field(event, number, BYTES);
        varint(event, content.length);
        event.put(content);
        return bytes(event);
    }

    private void write(byte[] data) throws IOException {
        ByteBuffer recordBytes = buffer(data.length + 16);
        recordBytes.putLong(data.length);
        recordBytes.putInt(maskedCrc(recordBytes.array(), 8));
        recordBytes.put(data);
        recordBytes.putInt(maskedCrc(data, data.length));
        out.write(recordBytes.array());
        out.flush();
    }

    private static int maskedCrc(byte[] data, int length) {
        CRC32C crc = new CRC32C();
        crc.update(data, 0, length);
        int value = (int) crc.getValue();
        return ((value >>> 15) | (value << 17)) + 0xa282ead8;
    }

    private static ByteBuffer buffer(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return bytes;
    }

    private static void field(ByteBuffer buffer, int number, int type) {
        buffer.put((byte) (number << 3 | type));
    }

    private static void varint(ByteBuffer buffer, long value) {
        long rest = value;
        for (; rest >= 128; rest >>>= 7) {
            buffer.put((byte) ((rest & 127) | 128));
        }
        buffer.put((byte) rest);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new InputException(file, 0, "cannot be written.");
        }
    }
}
