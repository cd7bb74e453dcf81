package org.differnet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.PrintStream;
import java.util.Formatter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls that work here and now, and not in another locale or after a collection of garbage. */
class TrapsTest {

    private static JavaClasses everything;

    @BeforeAll
    static void importClasses() {
        everything = new ClassFileImporter().importPackages("org.differnet");
    }

    @Test
    void whatIsFormattedNamesItsLocale() {
        noClasses()
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(PrintStream.class, "printf", String.class, Object[].class)
                .orShould()
                .callMethod(PrintStream.class, "format", String.class, Object[].class)
                .orShould()
                .callConstructor(Formatter.class)
                .orShould()
                .callConstructor(Formatter.class, Appendable.class)
                .because("another locale has other digits and commas: give Locale.ROOT")
                .check(everything);
    }

    @Test
    void changeOfCaseNamesItsLocale() {
        noClasses()
                .should()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .because("Turkish has another small I: give Locale.ROOT")
                .check(everything);
    }

    @Test
    void noNumberOfJavasMeetsARecordedGradient() {
        noClasses()
                .that(DescribedPredicate.describe("are in the toolkit", TrapsTest::isOfTheToolkit))
                .should()
                .callMethod(NDArray.class, "mul", Number.class)
                .orShould()
                .callMethod(NDArray.class, "div", Number.class)
                .orShould()
                .callMethod(NDArray.class, "pow", Number.class)
                .because("the engine keeps the number in memory that Java frees before the backward pass:"
                        + " make a constant with NDManager.full")
                .check(everything);
    }

    private static boolean isOfTheToolkit(JavaClass type) {
        return type.getSource()
                .map(source -> source.getUri().toString().contains("toolkit"))
                .orElse(false);
    }
}
