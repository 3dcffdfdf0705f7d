package dev.ansatz.problems.jssp;

/**
 * The generator of É. Taillard, "Benchmarks for basic scheduling problems", European Journal of Operational Research 64 (1993)
 * 278-285, doi:10.1016/0377-2217(93)90182-M, and with his published seeds the 80 job shops {@code ta01} to {@code ta80}, number
 * by number. Durations are uniform in 1..99, the machines of a job are shuffled; one linear congruential generator each,
 * {@code x ← 16807 x mod (2^31 - 1)} (Lewis, Goodman and Miller 1969).
 */
public final class Taillard {
    /** How many instances the benchmark has. */
    public static final int COUNT = 80;

    private static final int MODULUS = 2147483647;

    /** Ten instances of each size. */
    private static final int[][] SIZES = {
        {15, 15}, {20, 15}, {20, 20}, {30, 15}, {30, 20}, {50, 15}, {50, 20}, {100, 20},
    };

    /** Seed of the durations and seed of the machines, published with the instances. */
    private static final int[][] SEEDS = {
        {840612802, 398197754}, {1314640371, 386720536}, {1227221349, 316176388}, {342269428, 1806358582},
        {1603221416, 1501949241}, {1357584978, 1734077082}, {44531661, 1374316395}, {302545136, 2092186050},
        {1153780144, 1393392374}, {73896786, 1544979948}, {533484900, 317419073}, {1894307698, 1474268163},
        {874340513, 509669280}, {1124986343, 1209573668}, {1463788335, 529048107}, {1056908795, 25321885},
        {195672285, 1717580117}, {961965583, 1353003786}, {1610169733, 1734469503}, {532794656, 998486810},
        {1035939303, 773961798}, {5997802, 1872541150}, {1357503601, 722225039}, {806159563, 1166962073},
        {1902815253, 1879990068}, {1503184031, 1850351876}, {1032645967, 99711329}, {229894219, 1158117804},
        {823349822, 108033225}, {1297900341, 489486403}, {98640593, 1981283465}, {1839268120, 248890888},
        {573875290, 2081512253}, {1670898570, 788294565}, {1118914567, 1074349202}, {178750207, 294279708},
        {1549372605, 596993084}, {798174738, 151685779}, {553410952, 1329272528}, {1661531649, 1173386294},
        {1841414609, 1357882888}, {2116959593, 1546338557}, {796392706, 1230864158}, {532496463, 254174057},
        {2020525633, 978943053}, {524444252, 185526083}, {1569394691, 487269855}, {1460267840, 1631446539},
        {198324822, 1937476577}, {38071822, 1541985579}, {17271, 718939}, {660481279, 449650254},
        {352229765, 949737911}, {1197518780, 166840558}, {1376020303, 483922052}, {2106639239, 955932362},
        {1765352082, 1209982549}, {1105092880, 1349003108}, {907248070, 919544535}, {2011630757, 1845447001},
        {8493988, 2738939}, {1991925010, 709517751}, {342093237, 786960785}, {1634043183, 973178279},
        {341706507, 286513148}, {320167954, 1411193018}, {1089696753, 298068750}, {433032965, 1589656152},
        {615974477, 331205412}, {236150141, 592292984}, {302034063, 1203569070}, {1437643198, 1692025209},
        {1792475497, 1039908559}, {1647273132, 1012841433}, {696480901, 1689682358}, {1785569423, 1092647459},
        {117806902, 739059626}, {1639154709, 1319962509}, {2007423389, 749368241}, {682761130, 262763021},
    };

    private Taillard() {}

    /**
     * A published instance.
     *
     * @param number 1 for {@code ta01} to 80 for {@code ta80}
     * @throws IllegalArgumentException if there is no such number
     */
    public static JobShopInstance instance(int number) {
        if (number < 1 || number > COUNT) {
            throw new IllegalArgumentException("There are ta01 to ta" + COUNT + ", not number " + number + ".");
        }
        int[] size = SIZES[(number - 1) / 10];
        int[] seeds = SEEDS[number - 1];
        return generate((number < 10 ? "ta0" : "ta") + number, size[0], size[1], seeds[0], seeds[1]);
    }

    /**
     * An instance by seeds of one's own.
     *
     * @param timeSeed seed of the durations, from 1 to 2^31 - 2
     * @param machineSeed seed of the machines, from 1 to 2^31 - 2
     * @throws IllegalArgumentException if a seed is out of range
     */
    public static JobShopInstance generate(String name, int jobs, int machines, int timeSeed, int machineSeed) {
        Generator times = new Generator(timeSeed);
        int[][] durations = new int[jobs][machines];
        for (int[] row : durations) {
            for (int op = 0; op < machines; op++) {
                row[op] = times.uniform(1, 99);
            }
        }
        Generator swaps = new Generator(machineSeed);
        int[][] order = new int[jobs][machines];
        for (int[] row : order) {
            for (int op = 0; op < machines; op++) {
                row[op] = op;
            }
            for (int op = 0; op < machines; op++) {
                int other = swaps.uniform(op, machines - 1);
                int machine = row[op];
                row[op] = row[other];
                row[other] = machine;
            }
        }
        return new JobShopInstance(name, order, durations);
    }

    private static final class Generator {
        private long x;

        Generator(int seed) {
            if (seed < 1 || seed >= MODULUS) {
                throw new IllegalArgumentException("The seed (" + seed + ") must be between 1 and 2^31 - 2.");
            }
            x = seed;
        }

        /** Uniform integer in {@code low..high}. */
        int uniform(int low, int high) {
            x = 16807 * x % MODULUS;
            return low + (int) ((double) x / MODULUS * (high - low + 1));
        }
    }
}
