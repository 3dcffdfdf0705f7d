package dev.ansatz.neural.jssp;

import dev.ansatz.neural.FeatureColumns;
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
    /** What is known of an operation from the beginning: times against the mean duration or the bound. */
    private enum Feature implements FeatureColumns.Column {
        DURATION,
        HEAD,
        TAIL,
        WORK_OF_JOB,
        LOAD_OF_MACHINE,
        SHORTEST_PATH_THROUGH_MACHINE,
        HEAD_IN_WORK_OF_JOB,
        POSITION_IN_JOB,
        RANK_OF_TAIL,
        RANK_OF_HEAD,
        RANK_OF_DURATION,
        DURATION_OF_NEXT,
        LOAD_OF_NEXT_MACHINE,
        HAS_NEXT,
        DURATION_OF_PREVIOUS,
        LOAD_OF_PREVIOUS_MACHINE,
        HAS_PREVIOUS,
        JOBS_IN_JOBS_AND_MACHINES,
        LOG_OF_JOBS,
        LOG_OF_MACHINES;

        private static final int COUNT = values().length;
    }

    /**
     * What is known of a candidate when it comes to a decision. Its path goes on to the end of its job. The bound is that on the makespan
     * of what is scheduled so far. "If it goes first": the longest path through another operation of the machine, the machine's work, and
     * the larger of both and of the own path (the estimate).
     */
    private enum Context implements FeatureColumns.Column {
        START_AFTER_EARLIEST,
        END_AFTER_EARLIEST,
        DURATION,
        JOB_READY_AFTER_MACHINE,
        PATH_ABOVE_BOUND,
        PATH_BELOW_LONGEST,
        OTHER_PATH_ABOVE_BOUND,
        OTHER_PATH_ABOVE_LEAST,
        MACHINE_WORK_ABOVE_BOUND,
        MACHINE_WORK_ABOVE_LEAST,
        ESTIMATE_ABOVE_BOUND,
        ESTIMATE_ABOVE_LEAST,
        TAIL,
        OPERATIONS_LEFT_IN_JOB,
        TAIL_ABOVE_LONGEST_OTHER,
        WORK_OF_MACHINE_IN_BOUND,
        SLACK_OF_MACHINE,
        OPERATIONS_LEFT_ON_MACHINE,
        CANDIDATES,
        PROGRESS,
        WAITING_FOR_MACHINE,
        NEXT_MACHINE_READY_AFTER_END,
        SLACK_OF_NEXT_MACHINE,
        QUEUE_OF_NEXT_MACHINE,
        DURATION_OF_NEXT,
        NEXT_ARRIVAL_AFTER_END,
        HAS_ARRIVAL,
        JOB_READY_AFTER_MEAN,
        GROWTH_OF_BOUND,
        HAS_NEXT,
        WORK_LEFT_IN_LONGEST,
        WORK_LEFT_IN_MEAN;

        private static final int COUNT = values().length;
    }

    static final FeatureColumns COLUMNS =
            new FeatureColumns(FeatureColumns.names(Feature.values()), FeatureColumns.names(Context.values()));

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
            float[] values = new float[n * Feature.COUNT];
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
                int at = o * Feature.COUNT;
                describeTimes(o, shortest[machineOf[o]], values, at);
                describeRanks(o, values, at);
                describeNeighbours(o, values, at);
                Feature.JOBS_IN_JOBS_AND_MACHINES.set(values, at, (float) jobs / (jobs + machines));
                Feature.LOG_OF_JOBS.set(values, at, (float) (Math.log(jobs) / 4));
                Feature.LOG_OF_MACHINES.set(values, at, (float) (Math.log(machines) / 4));
            }
            return values;
        }

        private void describeTimes(int o, float shortest, float[] values, int at) {
            int job = jobOf[o];
            int work = before[o] + duration[o] + after[o];
            int count = first[job + 1] - first[job];
            Feature.DURATION.set(values, at, 0.5f * duration[o] * perDuration);
            Feature.HEAD.set(values, at, before[o] * perBound);
            Feature.TAIL.set(values, at, after[o] * perBound);
            Feature.WORK_OF_JOB.set(values, at, work * perBound);
            Feature.LOAD_OF_MACHINE.set(values, at, load[machineOf[o]] * perBound);
            Feature.SHORTEST_PATH_THROUGH_MACHINE.set(values, at, shortest * perBound);
            Feature.HEAD_IN_WORK_OF_JOB.set(values, at, work == 0 ? 0 : (float) before[o] / work);
            Feature.POSITION_IN_JOB.set(values, at, count == 1 ? 0 : (float) (o - first[job]) / (count - 1));
        }

        /** Shares of the operations of the machine that have more. */
        private void describeRanks(int o, float[] values, int at) {
            int longerTails = 0;
            int longerHeads = 0;
            int longer = 0;
            for (int other : byMachine[machineOf[o]]) {
                longerTails += after[other] > after[o] ? 1 : 0;
                longerHeads += before[other] > before[o] ? 1 : 0;
                longer += duration[other] > duration[o] ? 1 : 0;
            }
            float perPeer = 1f / byMachine[machineOf[o]].length;
            Feature.RANK_OF_TAIL.set(values, at, longerTails * perPeer);
            Feature.RANK_OF_HEAD.set(values, at, longerHeads * perPeer);
            Feature.RANK_OF_DURATION.set(values, at, longer * perPeer);
        }

        /** Zeros where there is none. */
        private void describeNeighbours(int o, float[] values, int at) {
            if (o + 1 < first[jobOf[o] + 1]) {
                Feature.DURATION_OF_NEXT.set(values, at, 0.5f * duration[o + 1] * perDuration);
                Feature.LOAD_OF_NEXT_MACHINE.set(values, at, load[machineOf[o + 1]] * perBound);
                Feature.HAS_NEXT.set(values, at, 1);
            }
            if (o > first[jobOf[o]]) {
                Feature.DURATION_OF_PREVIOUS.set(values, at, 0.5f * duration[o - 1] * perDuration);
                Feature.LOAD_OF_PREVIOUS_MACHINE.set(values, at, load[machineOf[o - 1]] * perBound);
                Feature.HAS_PREVIOUS.set(values, at, 1);
            }
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
    private int rewarded;
    private int reward;

    // What all candidates of a decision are compared with, and what follows if one of them goes first: see Context.
    private int bound;
    private int longestLeft;
    private float meanReady;
    private float meanLeft;
    private int earliestStart;
    private int earliestEnd;
    private int longestPath;
    private int competitorCount;
    private final float[] otherPath;
    private final float[] machineWork;
    private final float[] estimate;
    private int leastOtherPath;
    private int leastMachineWork;
    private int leastEstimate;

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
        otherPath = new float[jobs];
        machineWork = new float[jobs];
        estimate = new float[jobs];
        reset();
    }

    @Override
    public JobShopEnvironment another() {
        return new JobShopEnvironment(form);
    }

    @Override
    public JobShopEnvironment copy() {
        JobShopEnvironment copy = another();
        System.arraycopy(next, 0, copy.next, 0, jobs);
        System.arraycopy(jobReady, 0, copy.jobReady, 0, jobs);
        System.arraycopy(machineReady, 0, copy.machineReady, 0, machines);
        System.arraycopy(loadLeft, 0, copy.loadLeft, 0, machines);
        System.arraycopy(operationsLeft, 0, copy.operationsLeft, 0, machines);
        System.arraycopy(queue, 0, copy.queue, 0, machines);
        System.arraycopy(start, 0, copy.start, 0, n);
        System.arraycopy(candidates, 0, copy.candidates, 0, jobs);
        System.arraycopy(followed, 0, copy.followed, 0, n);
        copy.candidateCount = candidateCount;
        copy.scheduled = scheduled;
        copy.makespan = makespan;
        copy.lowerBound = lowerBound;
        copy.rewarded = rewarded;
        copy.reward = reward;
        return copy;
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
        rewarded = 0;
        reward = 0;
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
                settle();
                return k;
            }
            schedule(earliest);
        }
        settle();
        return 0;
    }

    private void settle() {
        reward = rewarded - makespan;
        rewarded = makespan;
    }

    /** What the makespan of the operations scheduled so far has grown by, negative. */
    @Override
    public double reward() {
        return reward;
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

    /** {@inheritDoc} <p>See {@link Context}. */
    @Override
    public void contexts(float[] out, int from) {
        int k = candidateCount;
        int m = machineOf[candidates[0]];
        lookAtJobsAndMachines();
        compareCandidates(k, machineReady[m]);
        findCompetitors(m);
        leastOtherPath = Integer.MAX_VALUE;
        leastMachineWork = Integer.MAX_VALUE;
        leastEstimate = Integer.MAX_VALUE;
        for (int i = 0; i < k; i++) {
            lookAhead(i, m, out, from + i * Context.COUNT);
        }
        lowerBound = Math.max(lowerBound, Math.max(bound, leastEstimate)); // one of the candidates goes first
        for (int i = 0; i < k; i++) {
            int at = from + i * Context.COUNT;
            describeTimes(i, machineReady[m], out, at);
            describeJob(candidates[i], out, at);
            describeNextMachine(candidates[i], machineReady[m], out, at);
        }
        describeMachine(m, k, out, from);
    }

    /** The bound on the makespan, and longest and mean work left and mean readiness of jobs. */
    private void lookAtJobsAndMachines() {
        int least = 0;
        int longest = 0;
        long workLeft = 0;
        long readySum = 0;
        int active = 0;
        for (int job = 0; job < jobs; job++) {
            int o = next[job];
            if (o < first[job + 1]) {
                int left = duration[o] + after[o];
                least = Math.max(least, jobReady[job] + left);
                longest = Math.max(longest, left);
                workLeft += left;
                readySum += jobReady[job];
                active++;
            }
        }
        least = Math.max(least, makespan);
        for (int i = 0; i < machines; i++) {
            least = Math.max(least, machineReady[i] + loadLeft[i]);
        }
        bound = least;
        longestLeft = longest;
        meanReady = (float) readySum / active;
        meanLeft = (float) workLeft / active;
    }

    private void compareCandidates(int k, int ready) {
        earliestStart = Integer.MAX_VALUE;
        earliestEnd = Integer.MAX_VALUE;
        longestPath = 0;
        for (int i = 0; i < k; i++) {
            int o = candidates[i];
            int s = Math.max(jobReady[jobOf[o]], ready);
            earliestStart = Math.min(earliestStart, s);
            earliestEnd = Math.min(earliestEnd, s + duration[o]);
            longestPath = Math.max(longestPath, s + duration[o] + after[o]);
        }
    }

    /** Operations of the machine still to come, with their earliest starts as far as jobs alone decide. */
    private void findCompetitors(int m) {
        int count = 0;
        for (int o : byMachine[m]) {
            int job = jobOf[o];
            if (o >= next[job]) {
                competitors[count] = o;
                path[count++] = jobReady[job] + before[o] - before[next[job]];
            }
        }
        competitorCount = count;
    }

    /** What follows if candidate i goes first. */
    private void lookAhead(int i, int m, float[] out, int at) {
        int o = candidates[i];
        int end = Math.max(jobReady[jobOf[o]], machineReady[m]) + duration[o];
        int longest = 0;
        int head = Integer.MAX_VALUE;
        int tail = Integer.MAX_VALUE;
        int longestTail = 0;
        int arrival = Integer.MAX_VALUE;
        for (int c = 0; c < competitorCount; c++) {
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
        leastOtherPath = Math.min(leastOtherPath, longest);
        leastMachineWork = Math.min(leastMachineWork, work);
        leastEstimate = Math.min(leastEstimate, all);
        otherPath[i] = longest;
        machineWork[i] = work;
        estimate[i] = all;
        boolean arrives = arrival < Integer.MAX_VALUE;
        Context.TAIL_ABOVE_LONGEST_OTHER.set(out, at, squash((after[o] - longestTail) * perDuration));
        Context.NEXT_ARRIVAL_AFTER_END.set(out, at, arrives ? squash((arrival - end) * perDuration) : 0);
        Context.HAS_ARRIVAL.set(out, at, arrives ? 1 : 0);
    }

    /** Times of candidate i against those of the others and against the bound. */
    private void describeTimes(int i, int ready, float[] out, int at) {
        float u = perDuration;
        int o = candidates[i];
        int job = jobOf[o];
        int s = Math.max(jobReady[job], ready);
        int end = s + duration[o];
        int toEnd = end + after[o];
        Context.START_AFTER_EARLIEST.set(out, at, squash((s - earliestStart) * u));
        Context.END_AFTER_EARLIEST.set(out, at, squash((end - earliestEnd) * u));
        Context.DURATION.set(out, at, squash(duration[o] * u));
        Context.JOB_READY_AFTER_MACHINE.set(out, at, squash((jobReady[job] - ready) * u));
        Context.PATH_ABOVE_BOUND.set(out, at, squash((toEnd - bound) * u));
        Context.PATH_BELOW_LONGEST.set(out, at, squash((longestPath - toEnd) * u));
        Context.OTHER_PATH_ABOVE_BOUND.set(out, at, squash((otherPath[i] - bound) * u));
        Context.OTHER_PATH_ABOVE_LEAST.set(out, at, squash((otherPath[i] - leastOtherPath) * u));
        Context.MACHINE_WORK_ABOVE_BOUND.set(out, at, squash((machineWork[i] - bound) * u));
        Context.MACHINE_WORK_ABOVE_LEAST.set(out, at, squash((machineWork[i] - leastMachineWork) * u));
        Context.ESTIMATE_ABOVE_BOUND.set(out, at, squash((estimate[i] - bound) * u));
        Context.ESTIMATE_ABOVE_LEAST.set(out, at, squash((estimate[i] - leastEstimate) * u));
    }

    private void describeJob(int o, float[] out, int at) {
        int job = jobOf[o];
        int left = duration[o] + after[o];
        Context.TAIL.set(out, at, after[o] * perBound);
        Context.OPERATIONS_LEFT_IN_JOB.set(out, at, (float) (first[job + 1] - o) / (first[job + 1] - first[job]));
        Context.JOB_READY_AFTER_MEAN.set(out, at, squash((jobReady[job] - meanReady) * perDuration));
        Context.WORK_LEFT_IN_LONGEST.set(out, at, left / (float) Math.max(1, longestLeft));
        Context.WORK_LEFT_IN_MEAN.set(out, at, 0.25f * left / Math.max(1, meanLeft));
    }

    private void describeNextMachine(int o, int ready, float[] out, int at) {
        float u = perDuration;
        boolean hasNext = o + 1 < first[jobOf[o] + 1];
        int then = hasNext ? machineOf[o + 1] : 0;
        int end = Math.max(jobReady[jobOf[o]], ready) + duration[o];
        Context.NEXT_MACHINE_READY_AFTER_END.set(out, at, hasNext ? squash((machineReady[then] - end) * u) : 0);
        Context.SLACK_OF_NEXT_MACHINE.set(
                out, at, hasNext ? squash((bound - machineReady[then] - loadLeft[then]) * u) : 0);
        Context.QUEUE_OF_NEXT_MACHINE.set(out, at, hasNext ? squash(queue[then]) : 0);
        Context.DURATION_OF_NEXT.set(out, at, hasNext ? squash(duration[o + 1] * u) : 0);
        Context.HAS_NEXT.set(out, at, hasNext ? 1 : 0);
    }

    /** What is the same for all candidates: the machine, and how far the schedule is. */
    private void describeMachine(int m, int k, float[] out, int from) {
        int ready = machineReady[m];
        float share = (ready + loadLeft[m]) / (float) bound;
        float slack = squash((bound - ready - loadLeft[m]) * perDuration);
        float left = (float) operationsLeft[m] / byMachine[m].length;
        float fewer = squash(k - 2);
        float progress = (float) scheduled / n;
        float waiting = (float) (competitorCount - k) / byMachine[m].length;
        float growth = 4 * (bound * perBound - 1);
        for (int at = from; at < from + k * Context.COUNT; at += Context.COUNT) {
            Context.WORK_OF_MACHINE_IN_BOUND.set(out, at, share);
            Context.SLACK_OF_MACHINE.set(out, at, slack);
            Context.OPERATIONS_LEFT_ON_MACHINE.set(out, at, left);
            Context.CANDIDATES.set(out, at, fewer);
            Context.PROGRESS.set(out, at, progress);
            Context.WAITING_FOR_MACHINE.set(out, at, waiting);
            Context.GROWTH_OF_BOUND.set(out, at, growth);
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
                    starts[job][count - 1 - k] = (long) makespan - start[o] - duration[o];
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
