package dev.ansatz.cli.jssp;

import dev.ansatz.cli.plot.Picture;
import dev.ansatz.cli.plot.PresentationProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;

/** What is shown of the job-shop scheduling problem. */
public final class JobShopPresentation implements PresentationProvider<JobShopInstance, Schedule> {
    @Override
    public Problem<JobShopInstance, Schedule> problem() {
        return JobShop.PROBLEM;
    }

    @Override
    public Picture picture(JobShopInstance instance, Schedule solution) {
        return new GanttPicture(instance, solution);
    }
}
