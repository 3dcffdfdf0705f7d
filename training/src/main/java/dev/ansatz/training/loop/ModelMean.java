package dev.ansatz.training.loop;

import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.problems.io.InputException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The weighted mean of the weights of policies that were trained on from one another: often better than each of them (Wortsman et al., Model
 * soups, 2022, arXiv 2203.05482). Weights that only some of them have (those of a latent vector) are the mean of those.
 */
public final class ModelMean {
    private ModelMean() {}

    /**
     * Writes it, in half precision.
     *
     * @param shares share of each policy, by name or directory, > 0; their sum is of no meaning
     * @param directory receives weights and card
     * @param command that made it, for the card
     * @throws InputException if there is no such policy, or they are not of one architecture
     */
    public static void write(Map<String, Double> shares, Path directory, String command) {
        Map<String, Checkpoint.Tensors> models = new LinkedHashMap<>();
        shares.keySet().forEach(name -> models.put(name, ModelZoo.tensors(name)));
        Map<String, int[]> shapes = new LinkedHashMap<>();
        Map<String, float[]> mean = new LinkedHashMap<>();
        Map<String, Double> sums = new LinkedHashMap<>();
        models.forEach((name, model) -> model.shapes().forEach((weight, shape) -> {
            float[] values = Objects.requireNonNull(model.weights().get(weight));
            float[] into = mean.computeIfAbsent(weight, unseen -> new float[values.length]);
            if (into.length != values.length) {
                throw new InputException("The weights of " + String.join(" and ", shares.keySet()) + " have no mean: "
                        + weight + " differs in size.");
            }
            shapes.put(weight, shape);
            double share = Objects.requireNonNull(shares.get(name));
            sums.merge(weight, share, Double::sum);
            for (int i = 0; i < into.length; i++) {
                into[i] += (float) (share * values[i]);
            }
        }));
        mean.forEach((weight, values) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] /= (float) (double) Objects.requireNonNull(sums.get(weight));
            }
        });
        List<ModelCard> cards =
                models.values().stream().map(Checkpoint.Tensors::card).toList();
        RunFolder.create(directory);
        Checkpoint.save(directory, shapes, mean, card(cards, command), true);
    }

    /** That of the policy with most parts, after the work of all. */
    private static ModelCard card(List<ModelCard> cards, String command) {
        ModelCard first = cards.stream()
                .max(Comparator.comparingInt(card -> card.decoders() + card.latentSize()))
                .orElseThrow();
        return new ModelCard(
                first.name(),
                first.problem(),
                first.architecture(),
                first.method(),
                first.sizes(),
                cards.stream().map(ModelCard::distribution).distinct().collect(Collectors.joining(", ")),
                first.layers(),
                first.embeddingSize(),
                first.heads(),
                first.feedForwardSize(),
                first.decoders(),
                first.latentSize(),
                first.columns(),
                cards.stream().mapToLong(ModelCard::steps).sum(),
                cards.stream().mapToLong(ModelCard::instances).sum(),
                cards.stream().mapToDouble(ModelCard::seconds).sum(),
                first.seed(),
                first.machine(),
                command,
                Map.of(),
                first.profile());
    }
}
