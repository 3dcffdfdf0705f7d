package dev.ansatz.neural.jssp;

import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;

/**
 * JSSP: active schedules after Giffler and Thompson 1960. Of all next operations of the jobs, the one that would end first names
 * the machine; the candidates are the next operations on this machine that could start before that end. A machine that waits
 * longer than that wastes time, so that some optimal schedule is always reachable. Nodes are operations, numbered through the
 * jobs; relation 0 groups them by job, relation 1 by machine. Times are divided by the mean duration or by the trivial lower
 * bound (the longest job or busiest machine). Complexity of a decision: O(jobs + machines + K · jobs).
 *
 * <p>The mirror image exchanges begin and end: jobs run backwards, and so does the schedule in the end.
 */
final class JobShopEnvironment implements CandidateEnvironment<Schedule> {
    /** F: see {@link #describe}. */
    static final int FEATURES = 20;

    /** C: see {@link #contexts}. */
    static final int CONTEXTS = 32;

    /** R. */
    static final int RELATIONS = 2;

    /** What does not change while solutions are constructed. */
    private static final class Form {
        private final JobShopInstance instance;
        private final boolean mirrored;
        private final int jobs;
        private final int machines;
        private final int n;
        /** First operation of each job, and N. */
        private final int[] first;

        private final int[] jobOf;
        private final int[] machineOf;
        private final int[] duration;
        /** Work before and after an operation in its job. */
        private final int[] before;

        private final int[] after;
        private final int[][] byJob;
        private final int[][] byMachine;
        private final int[] load;
        private final float perDuration;
        private final float perBound;
        private final float[] features;

        Form(JobShopInstance instance, boolean mirrored) {
            this.instance = instance;
            this.mirrored = mirrored;
            jobs = instance.jobs();
            machines = instance.machines();
            first = new int[jobs + 1];
            for (int job = 0; job < jobs; job++) {
                first[job + 1] = first[job] + instance.operations(job);
            }
            n = first[jobs];
            jobOf = new int[n];
            machineOf = new int[n];
            duration = new int[n];
            before = new int[n];
            after = new int[n];
            load = new int[machines];
            byJob = new int[jobs][];
            int[] operations = new int[machines];
            int longest = 0;
            long total = 0;
            for (int job = 0; job < jobs; job++) {
                int count = instance.operations(job);
                byJob[job] = new int[count];
                int work = 0;
                for (int k = 0; k < count; k++) {
                    int o = first[job] + k;
                    int op = mirrored ? count - 1 - k : k;
                    byJob[job][k] = o;
                    jobOf[o] = job;
                    machineOf[o] = instance.machine(job, op);
                    duration[o] = instance.duration(job, op);
                    before[o] = work;
                    work += duration[o];
                    load[machineOf[o]] += duration[o];
                    operations[machineOf[o]]++;
                }
                for (int o = first[job]; o < first[job + 1]; o++) {
                    after[o] = work - before[o] - duration[o];
                }
                longest = Math.max(longest, work);
                total += work;
            }
            byMachine = new int[machines][];
            for (int m = 0; m < machines; m++) {
                byMachine[m] = new int[operations[m]];
            }
            int[] filled = new int[machines];
            for (int o = 0; o < n; o++) {
                int m = machineOf[o];
                byMachine[m][filled[m]++] = o;
            }
            int bound = longest;
            for (int m = 0; m < machines; m++) {
                bound = Math.max(bound, load[m]);
            }
            perDuration = total == 0 ? 0 : (float) n / total;
            perBound = bound == 0 ? 0 : 1f / bound;
            features = describe();
        }

        /** Static features of the operations. */
        private float[] describe() {
            float[] values = new float[n * FEATURES];
            float[] shortest = new float[machines];
            for (int m = 0; m < machines; m++) {
                int head = Integer.MAX_VALUE;
                int tail = Integer.MAX_VALUE;
                for (int o : byMachine[m]) {
                    head = Math.min(head, before[o]);
                    tail = Math.min(tail, after[o]);
                }
                shortest[m] = byMachine[m].length == 0 ? 0 : load[m] + head + tail;
            }
            for (int o = 0; o < n; o++) {
                int job = jobOf[o];
                int m = machineOf[o];
                int work = before[o] + duration[o] + after[o];
                int position = o - first[job];
                int count = first[job + 1] - first[job];
                boolean hasNext = position + 1 < count;
                boolean hasPrevious = position > 0;
                int longerTails = 0;
                int longerHeads = 0;
                int longer = 0;
                for (int other : byMachine[m]) {
                    longerTails += after[other] > after[o] ? 1 : 0;
                    longerHeads += before[other] > before[o] ? 1 : 0;
                    longer += duration[other] > duration[o] ? 1 : 0;
                }
                float perPeer = 1f / byMachine[m].length;
                int at = o * FEATURES;
                values[at++] = 0.5f * duration[o] * perDuration;
                values[at++] = before[o] * perBound;
                values[at++] = after[o] * perBound;
                values[at++] = work * perBound;
                values[at++] = load[m] * perBound;
                values[at++] = shortest[m] * perBound;
                values[at++] = work == 0 ? 0 : (float) before[o] / work;
                values[at++] = count == 1 ? 0 : (float) position / (count - 1);
                values[at++] = longerTails * perPeer;
                values[at++] = longerHeads * perPeer;
                values[at++] = longer * perPeer;
                values[at++] = hasNext ? 0.5f * duration[o + 1] * perDuration : 0;
                values[at++] = hasNext ? load[machineOf[o + 1]] * perBound : 0;
                values[at++] = hasNext ? 1 : 0;
                values[at++] = hasPrevious ? 0.5f * duration[o - 1] * perDuration : 0;
                values[at++] = hasPrevious ? load[machineOf[o - 1]] * perBound : 0;
                values[at++] = hasPrevious ? 1 : 0;
                values[at++] = (float) jobs / (jobs + machines);
                values[at++] = (float) (Math.log(jobs) / 4);
                values[at] = (float) (Math.log(machines) / 4);
            }
            return values;
        }
    }

    private final Form form;
    // Copies of the form's fields: one step less in the loops of a decision.
    private final int jobs;
    private final int machines;
    private final int n;
    private final int[] first;
    private final int[] jobOf;
    private final int[] machineOf;
    private final int[] duration;
    private final int[] before;
    private final int[] after;
    private final int[][] byMachine;
    private final float perDuration;
    private final float perBound;

    private final int[] next;
    private final int[] jobReady;
    private final int[] machineReady;
    private final int[] loadLeft;
    private final int[] operationsLeft;
    /** Jobs whose next operation is on the machine. */
    private final int[] queue;

    private final int[] start;
    private final int[] candidates;
    private final int[] path;
    private final int[] competitors;
    private final long[] followed;
    private int candidateCount;
    private int scheduled;
    private int makespan;
    private int lowerBound;

    JobShopEnvironment(JobShopInstance instance, boolean mirrored) {
        this(new Form(instance, mirrored));
    }

    private JobShopEnvironment(Form form) {
        this.form = form;
        jobs = form.jobs;
        machines = form.machines;
        n = form.n;
        first = form.first;
        jobOf = form.jobOf;
        machineOf = form.machineOf;
        duration = form.duration;
        before = form.before;
        after = form.after;
        byMachine = form.byMachine;
        perDuration = form.perDuration;
        perBound = form.perBound;
        next = new int[jobs];
        jobReady = new int[jobs];
        machineReady = new int[machines];
        loadLeft = new int[machines];
        operationsLeft = new int[machines];
        queue = new int[machines];
        start = new int[n];
        candidates = new int[jobs];
        path = new int[jobs];
        competitors = new int[jobs];
        followed = new long[n];
        reset();
    }

    @Override
    public JobShopEnvironment another() {
        return new JobShopEnvironment(form);
    }

    @Override
    public int nodes() {
        return n;
    }

    @Override
    public float[] features() {
        return form.features;
    }

    @Override
    public int[][] groups(int relation) {
        return relation == 0 ? form.byJob : byMachine;
    }

    @Override
    public void reset() {
        java.util.Arrays.fill(jobReady, 0);
        java.util.Arrays.fill(machineReady, 0);
        java.util.Arrays.fill(queue, 0);
        for (int m = 0; m < machines; m++) {
            loadLeft[m] = form.load[m];
            operationsLeft[m] = byMachine[m].length;
        }
        for (int job = 0; job < jobs; job++) {
            next[job] = first[job];
            queue[machineOf[first[job]]]++;
        }
        scheduled = 0;
        makespan = 0;
        lowerBound = 0;
    }

    @Override
    public int maxCandidates() {
        return jobs;
    }

    @Override
    public int candidates(int[] out) {
        while (scheduled < n) {
            int end = Integer.MAX_VALUE;
            int earliest = -1;
            for (int job = 0; job < jobs; job++) {
                int o = next[job];
                if (o < first[job + 1]) {
                    int c = Math.max(jobReady[job], machineReady[machineOf[o]]) + duration[o];
                    if (c < end) {
                        end = c;
                        earliest = o;
                    }
                }
            }
            int m = machineOf[earliest];
            int k = 0;
            for (int job = 0; job < jobs; job++) {
                int o = next[job];
                if (o < first[job + 1]
                        && machineOf[o] == m
                        && (o == earliest || Math.max(jobReady[job], machineReady[m]) < end)) {
                    candidates[k] = o;
                    out[k++] = o;
                }
            }
            if (k > 1) {
                candidateCount = k;
                return k;
            }
            schedule(earliest);
        }
        return 0;
    }

    private void schedule(int o) {
        int job = jobOf[o];
        int m = machineOf[o];
        int s = Math.max(jobReady[job], machineReady[m]);
        int end = s + duration[o];
        start[o] = s;
        jobReady[job] = end;
        machineReady[m] = end;
        loadLeft[m] -= duration[o];
        operationsLeft[m]--;
        queue[m]--;
        next[job] = o + 1;
        if (o + 1 < first[job + 1]) {
            queue[machineOf[o + 1]]++;
        }
        makespan = Math.max(makespan, end);
        scheduled++;
    }

    @Override
    public void choose(int index) {
        schedule(candidates[index]);
    }

    /** x / (1 + |x| / 4): linear near 0, within ±4. */
    private static float squash(float x) {
        return x / (1 + 0.25f * Math.abs(x));
    }

    /**
     * Per candidate: its start, end and path to the end of its job against the others and against the bound on the makespan of
     * what is scheduled so far; bounds on the makespan if it goes first (the longest path through another operation of the
     * machine, and the machine's work); the state of its job, of its machine and of the machine that comes next.
     */
    @Override
    public void contexts(float[] out, int from) {
        int k = candidateCount;
        int m = machineOf[candidates[0]];
        int bound = 0;
        int longestLeft = 0;
        long workLeft = 0;
        long readySum = 0;
        int active = 0;
        for (int job = 0; job < jobs; job++) {
            int o = next[job];
            if (o < first[job + 1]) {
                int left = duration[o] + after[o];
                bound = Math.max(bound, jobReady[job] + left);
                longestLeft = Math.max(longestLeft, left);
                workLeft += left;
                readySum += jobReady[job];
                active++;
            }
        }
        bound = Math.max(bound, makespan);
        for (int i = 0; i < machines; i++) {
            bound = Math.max(bound, machineReady[i] + loadLeft[i]);
        }
        float meanReady = (float) readySum / active;
        float meanLeft = (float) workLeft / active;
        int ready = machineReady[m];
        int earliestStart = Integer.MAX_VALUE;
        int earliestEnd = Integer.MAX_VALUE;
        int longestPath = 0;
        for (int i = 0; i < k; i++) {
            int o = candidates[i];
            int s = Math.max(jobReady[jobOf[o]], ready);
            earliestStart = Math.min(earliestStart, s);
            earliestEnd = Math.min(earliestEnd, s + duration[o]);
            longestPath = Math.max(longestPath, s + duration[o] + after[o]);
        }
        // Operations of the machine still to come: earliest starts as far as jobs alone decide.
        int count = 0;
        for (int o : byMachine[m]) {
            int job = jobOf[o];
            if (o >= next[job]) {
                competitors[count] = o;
                path[count++] = jobReady[job] + before[o] - before[next[job]];
            }
        }
        int lowestPath = Integer.MAX_VALUE;
        int lowestWork = Integer.MAX_VALUE;
        int lowestAll = Integer.MAX_VALUE;
        for (int i = 0; i < k; i++) {
            int o = candidates[i];
            int end = Math.max(jobReady[jobOf[o]], ready) + duration[o];
            int longest = 0;
            int head = Integer.MAX_VALUE;
            int tail = Integer.MAX_VALUE;
            int longestTail = 0;
            int arrival = Integer.MAX_VALUE;
            for (int c = 0; c < count; c++) {
                int other = competitors[c];
                if (other == o) {
                    continue;
                }
                longest = Math.max(longest, Math.max(end, path[c]) + duration[other] + after[other]);
                head = Math.min(head, path[c]);
                tail = Math.min(tail, after[other]);
                longestTail = Math.max(longestTail, after[other]);
                if (path[c] >= earliestEnd) {
                    arrival = Math.min(arrival, path[c]);
                }
            }
            int work = Math.max(end, head) + loadLeft[m] - duration[o] + tail;
            int all = Math.max(Math.max(longest, work), end + after[o]);
            lowestPath = Math.min(lowestPath, longest);
            lowestWork = Math.min(lowestWork, work);
            lowestAll = Math.min(lowestAll, all);
            int at = from + i * CONTEXTS;
            out[at + 7] = longest;
            out[at + 9] = work;
            out[at + 11] = all;
            out[at + 14] = squash((after[o] - longestTail) * perDuration);
            out[at + 25] = arrival == Integer.MAX_VALUE ? 0 : squash((arrival - end) * perDuration);
            out[at + 26] = arrival == Integer.MAX_VALUE ? 0 : 1;
        }
        lowerBound = Math.max(lowerBound, Math.max(bound, lowestAll)); // one of the candidates goes first
        float u = perDuration;
        float machineSlack = squash((bound - ready - loadLeft[m]) * u);
        float machineShare = (ready + loadLeft[m]) / (float) bound;
        float machineLeft = (float) operationsLeft[m] / byMachine[m].length;
        float fewer = squash(k - 2);
        float waiting = (float) (count - k) / byMachine[m].length;
        float progress = (float) scheduled / n;
        float growth = 4 * (bound * perBound - 1);
        for (int i = 0; i < k; i++) {
            int o = candidates[i];
            int job = jobOf[o];
            int s = Math.max(jobReady[job], ready);
            int end = s + duration[o];
            int toEnd = end + after[o];
            int at = from + i * CONTEXTS;
            float longest = out[at + 7];
            float work = out[at + 9];
            float all = out[at + 11];
            out[at] = squash((s - earliestStart) * u);
            out[at + 1] = squash((end - earliestEnd) * u);
            out[at + 2] = squash(duration[o] * u);
            out[at + 3] = squash((jobReady[job] - ready) * u);
            out[at + 4] = squash((toEnd - bound) * u);
            out[at + 5] = squash((longestPath - toEnd) * u);
            out[at + 6] = squash((longest - bound) * u);
            out[at + 7] = squash((longest - lowestPath) * u);
            out[at + 8] = squash((work - bound) * u);
            out[at + 9] = squash((work - lowestWork) * u);
            out[at + 10] = squash((all - bound) * u);
            out[at + 11] = squash((all - lowestAll) * u);
            out[at + 12] = after[o] * perBound;
            out[at + 13] = (float) (first[job + 1] - o) / (first[job + 1] - first[job]);
            out[at + 15] = machineShare;
            out[at + 16] = machineSlack;
            out[at + 17] = machineLeft;
            out[at + 18] = fewer;
            out[at + 19] = progress;
            out[at + 20] = waiting;
            boolean hasNext = o + 1 < first[job + 1];
            int then = hasNext ? machineOf[o + 1] : 0;
            out[at + 21] = hasNext ? squash((machineReady[then] - end) * u) : 0;
            out[at + 22] = hasNext ? squash((bound - machineReady[then] - loadLeft[then]) * u) : 0;
            out[at + 23] = hasNext ? squash(queue[then]) : 0;
            out[at + 24] = hasNext ? squash(duration[o + 1] * u) : 0;
            out[at + 27] = squash((jobReady[job] - meanReady) * u);
            out[at + 28] = growth;
            out[at + 29] = hasNext ? 1 : 0;
            out[at + 30] = (duration[o] + after[o]) / (float) Math.max(1, longestLeft);
            out[at + 31] = 0.25f * (duration[o] + after[o]) / Math.max(1, meanLeft);
        }
    }

    @Override
    public double lowerBound() {
        return lowerBound;
    }

    @Override
    public double cost() {
        return makespan;
    }

    @Override
    public Schedule solution() {
        long[][] starts = new long[jobs][];
        for (int job = 0; job < jobs; job++) {
            int count = form.instance.operations(job);
            starts[job] = new long[count];
            for (int k = 0; k < count; k++) {
                int o = first[job] + k;
                if (form.mirrored) {
                    starts[job][count - 1 - k] = makespan - start[o] - duration[o];
                } else {
                    starts[job][k] = start[o];
                }
            }
        }
        return Schedule.of(starts);
    }

    @Override
    public void follow(Schedule solution) {
        for (int job = 0; job < jobs; job++) {
            int count = form.instance.operations(job);
            for (int k = 0; k < count; k++) {
                int o = first[job] + k;
                followed[o] =
                        form.mirrored ? -solution.start(job, count - 1 - k) - duration[o] : solution.start(job, k);
            }
        }
    }

    /**
     * The first operation of the machine in the schedule followed. Where it is no candidate, the one that ends first goes into the
     * gap before it, so that the makespan is never longer than that of the schedule followed.
     */
    @Override
    public int reference() {
        int earliest = -1;
        for (int o : byMachine[machineOf[candidates[0]]]) {
            if (o >= next[jobOf[o]]
                    && (earliest < 0
                            || followed[o] < followed[earliest]
                            || (followed[o] == followed[earliest] && duration[o] < duration[earliest]))) {
                earliest = o;
            }
        }
        int shortest = 0;
        for (int i = 0; i < candidateCount; i++) {
            if (candidates[i] == earliest) {
                return i;
            }
            if (end(candidates[i]) < end(candidates[shortest])) {
                shortest = i;
            }
        }
        return shortest;
    }

    private int end(int o) {
        return Math.max(jobReady[jobOf[o]], machineReady[machineOf[o]]) + duration[o];
    }
}
