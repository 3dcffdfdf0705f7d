package dev.ansatz.problems.jssp;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.NodeIds;
import dev.ansatz.problems.io.Numbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes an instance of an application's jobs and machines, known by its own ids: {@link JobShopInstance#builder}. Nothing is checked
 * before {@link #build}, which tells all mistakes at once. Not thread-safe.
 */
public final class JobShopBuilder {
    private record Visit(String machine, long duration) {}

    /** A job: its operations in their order. */
    public static final class Job {
        private final String id;
        private final List<Visit> visits = new ArrayList<>();

        private Job(String id) {
            this.id = id;
        }

        /** The next operation, on a machine of this id, which it holds for so many time units. */
        public Job operation(String machine, long duration) {
            visits.add(new Visit(machine, duration));
            return this;
        }
    }

    private final String name;
    private final List<Job> jobs = new ArrayList<>();

    JobShopBuilder(String name) {
        this.name = name;
    }

    /** One more job: {@code job("order-17", j -> j.operation("saw", 4).operation("drill", 2))}. */
    public JobShopBuilder job(String id, Consumer<Job> operations) {
        Job job = new Job(id);
        jobs.add(job);
        operations.accept(job);
        return this;
    }

    /** All that is wrong; empty where {@link #build} succeeds. */
    public List<Issue> validate() {
        List<Issue> issues = new ArrayList<>();
        JobShopInstance instance = instance(issues);
        return instance == null ? issues : JobShop.PROBLEM.validate(instance);
    }

    /**
     * The instance: jobs in the order given, machines in the order in which the operations name them first.
     *
     * @throws InputException if something is missing or cannot be; all mistakes at once
     */
    public JobShopInstance build() {
        List<Issue> issues = new ArrayList<>();
        JobShopInstance instance = instance(issues);
        Mistakes.throwIfAny(issues);
        return Objects.requireNonNull(instance);
    }

    /** The instance; null where there are issues. */
    private @Nullable JobShopInstance instance(List<Issue> issues) {
        String in = "in " + name + ", ";
        if (name.isBlank()) {
            issues.add(Issue.malformed("name", List.of(), "the name is blank."));
        }
        if (jobs.isEmpty()) {
            issues.add(Issue.malformed("job", List.of(), name + " has no job."));
        }
        List<String> ids = jobs.stream().map(job -> job.id).toList();
        NodeIds.check(ids, (fault, job) -> issues.add(Issue.malformed("id", List.of(ids.get(job)), in + fault)));
        Map<String, Integer> numbers = new LinkedHashMap<>();
        double total = 0;
        for (Job job : jobs) {
            if (job.visits.isEmpty()) {
                issues.add(Issue.malformed("job", List.of(job.id), in + "the job '" + job.id + "' has no operations."));
            }
            Set<String> visited = new HashSet<>();
            for (Visit visit : job.visits) {
                numbers.putIfAbsent(visit.machine(), numbers.size());
                List<String> both = List.of(job.id, visit.machine());
                if (!visited.add(visit.machine())) {
                    issues.add(Issue.malformed(
                            "machine",
                            both,
                            in + "the job '" + job.id + "' visits the machine '" + visit.machine() + "' twice."));
                }
                String fault = JobShopFormats.durationFault(visit.duration());
                if (fault != null) {
                    issues.add(Issue.malformed(
                            "duration",
                            both,
                            in + "the duration " + visit.duration() + " of the job '" + job.id + "' on the machine '"
                                    + visit.machine() + "'" + fault));
                }
                total += visit.duration();
            }
        }
        List<String> machines = List.copyOf(numbers.keySet());
        NodeIds.check(
                machines,
                (fault, machine) ->
                        issues.add(Issue.malformed("id", List.of(machines.get(machine)), in + "a machine: " + fault)));
        if (issues.isEmpty() && total > Numbers.MAX_EXACT) {
            issues.add(
                    Issue.malformed("duration", List.of(), "the durations of " + name + " sum up to more than 2^53."));
        }
        if (!issues.isEmpty()) {
            return null;
        }
        return new JobShopInstance(
                        name,
                        jobs.stream()
                                .map(job -> job.visits.stream()
                                        .mapToInt(visit -> Objects.requireNonNull(numbers.get(visit.machine())))
                                        .toArray())
                                .toArray(int[][]::new),
                        jobs.stream()
                                .map(job -> job.visits.stream()
                                        .mapToInt(visit -> (int) visit.duration())
                                        .toArray())
                                .toArray(int[][]::new))
                .withIds(new NodeIds(ids), new NodeIds(machines));
    }
}
