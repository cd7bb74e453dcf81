package org.differnet.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class PublishedTest {

    @Test
    void averageOfTable1IsThatOfItsCategories() {
        for (String method : List.of("GeoTrans", "GANomaly", "DSEBM", "OCSVM", "1-NN")) {
            assertEquals(Published.number(Published.table1(), "average", method), meanOfCategories(method), 0.1);
        }
    }

    @Test
    void printedAveragesOfDifferNetAreNotTheMeansOfItsCategories() {
        assertEquals(94.7, meanOfCategories("DifferNet"), 0.05);
        assertEquals(83.6, meanOfCategories("DifferNet, 16 shots"), 0.05);
    }

    @Test
    void magneticTilesHaveTheNumbersOfTable2() {
        assertEquals(97.7, Published.number(Published.table2(), "DifferNet", "AUROC"));
        assertEquals(80.0, Published.number(Published.table2(), "1-NN", "AUROC"));
    }

    @Test
    void ablationEndsInTheAverageOfTable1() {
        assertEquals(
                Published.number(Published.table1(), "average", "DifferNet"),
                Published.number(Published.table3(), "G", "AUROC"));
    }

    @Test
    void numberThatThePaperDoesNotHaveIsNaN() {
        assertTrue(Double.isNaN(Published.number(Published.table1(), "bottle", "Gaussian")));
        assertTrue(Double.isNaN(Published.number(Published.table1(), "my product", "1-NN")));
    }

    @Test
    void laterMethodsAreThereForOrientation() {
        assertEquals(99.3, Published.number(Published.later(), "CS-Flow", "magnetic tiles"));
    }

    private static double meanOfCategories(String method) {
        Table categories = Published.table1().first(15);
        return categories.stringColumn("category").asList().stream()
                .mapToDouble(category -> Published.number(categories, category, method))
                .average()
                .orElseThrow();
    }
}
