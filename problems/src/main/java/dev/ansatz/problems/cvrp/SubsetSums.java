package dev.ansatz.problems.cvrp;

/**
 * Sums that some items can add up to, as a table of bits: bit {@code s} says whether {@code s} can be reached. Bits beyond the largest
 * sum asked for may be set or not.
 */
public final class SubsetSums {
    private SubsetSums() {}

    /** The table without items, in which only 0 is reached. */
    public static long[] none(int largest) {
        long[] sums = new long[(largest >>> 6) + 1];
        sums[0] = 1;
        return sums;
    }

    /** One more item. */
    public static void add(long[] sums, int item) {
        int words = item >>> 6;
        int bits = item & 63;
        for (int w = sums.length - 1; w >= words; w--) {
            long moved = sums[w - words] << bits;
            if (bits > 0 && w > words) {
                moved |= sums[w - words - 1] >>> (64 - bits);
            }
            sums[w] |= moved;
        }
    }

    /** Whether a sum is reached. */
    public static boolean has(long[] sums, int sum) {
        return (sums[sum >>> 6] & 1L << (sum & 63)) != 0;
    }
}
