package org.differnet.experiment;

import org.differnet.Options;
import org.differnet.data.Dataset;

/**
 * One row of an experiment: a method fitted on the good images of a data set and judged by its test images.
 *
 * <p>Runs of one name that differ in their seed or images are averaged.
 *
 * @param name the row's
 * @param x where it stands in the figure
 * @param published the paper's AUROC in percent, NaN where it has none
 */
public record Run(String name, Method method, Options options, Dataset dataset, double x, double published) {

    public Run {
        if (dataset.test().isEmpty()) {
            throw new IllegalArgumentException(
                    dataset.name() + " has no test images; an experiment needs good and defective ones");
        }
    }

    Run withSeed(long seed) {
        return new Run(name, method, options.withSeed(seed), dataset, x, published);
    }
}
