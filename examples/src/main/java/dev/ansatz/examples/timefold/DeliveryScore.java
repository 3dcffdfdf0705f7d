package dev.ansatz.examples.timefold;

import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.score.calculator.EasyScoreCalculator;

/** Hard: boxes beyond a truck's room. Soft: metres driven. */
public class DeliveryScore implements EasyScoreCalculator<DeliveryDay, HardSoftScore> {
    @Override
    public HardSoftScore calculateScore(DeliveryDay day) {
        long tooMuch = 0;
        long metres = 0;
        for (Truck truck : day.getTrucks()) {
            int boxes = 0;
            Order last = null;
            for (Order order : truck.getOrders()) {
                boxes += order.boxes();
                metres += day.metres(last, order);
                last = order;
            }
            metres += day.metres(last, null);
            tooMuch += Math.max(0, boxes - truck.getBoxes());
        }
        return HardSoftScore.of(-tooMuch, -metres);
    }
}
