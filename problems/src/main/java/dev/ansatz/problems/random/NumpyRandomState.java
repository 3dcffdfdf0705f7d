package dev.ansatz.problems.random;

/**
 * The legacy generator of NumPy, {@code numpy.random.RandomState(seed)}: MT19937 (Matsumoto and Nishimura 1998) seeded by
 * {@code init_genrand}. Bit-exact, so that test sets published as a seed can be drawn again. Not thread-safe.
 */
public final class NumpyRandomState {
    private static final int N = 624;
    private static final int M = 397;
    private final int[] state = new int[N];
    private int index = N;

    /**
     * @param seed from 0 to 2^32 - 1
     * @throws IllegalArgumentException if the seed is out of range
     */
    public NumpyRandomState(long seed) {
        if (seed < 0 || seed > 0xffffffffL) {
            throw new IllegalArgumentException("The seed (" + seed + ") must be between 0 and 2^32 - 1.");
        }
        state[0] = (int) seed;
        for (int i = 1; i < N; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /** Next 32 random bits. */
    public int nextBits() {
        if (index == N) {
            for (int i = 0; i < N; i++) {
                int y = (state[i] & 0x80000000) | (state[(i + 1) % N] & 0x7fffffff);
                state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
            }
            index = 0;
        }
        int y = state[index++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    /** Uniform on [0, 1), 53 bits: {@code random_sample} and {@code uniform} of NumPy. */
    public double nextDouble() {
        long high = Integer.toUnsignedLong(nextBits()) >>> 5;
        long low = Integer.toUnsignedLong(nextBits()) >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /** Uniform integer in {@code [low, high)}: {@code randint} of NumPy, by masked rejection of 32-bit draws. */
    public int nextInt(int low, int high) {
        if (low >= high) {
            throw new IllegalArgumentException("The range [" + low + ", " + high + ") is empty.");
        }
        long range = (long) high - 1 - low;
        if (range == 0) {
            return low;
        }
        long mask = (Long.highestOneBit(range) << 1) - 1;
        long draw;
        do {
            draw = nextBits() & 0xffffffffL & mask;
        } while (draw > range);
        return (int) (low + draw);
    }
}
