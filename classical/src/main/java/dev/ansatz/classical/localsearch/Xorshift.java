package dev.ansatz.classical.localsearch;

/** Small fast generator for move selection: xorshift64* (Vigna 2016), bounded draws by multiplication instead of division. */
public final class Xorshift {
    private long state;

    public Xorshift(long seed) {
        // SplitMix64 finaliser: near seeds give unrelated sequences, and the state is never zero.
        long z = seed + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        state = (z ^ (z >>> 31)) | 1L;
    }

    private long next() {
        state ^= state >>> 12;
        state ^= state << 25;
        state ^= state >>> 27;
        return state * 0x2545F4914F6CDD1DL;
    }

    /** Uniform in 0..bound-1, for a positive bound. */
    public int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** Uniform in [0, 1). */
    public double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** True with the given probability. */
    public boolean chance(double probability) {
        return unit() < probability;
    }
}
