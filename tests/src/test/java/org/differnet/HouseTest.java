package org.differnet;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule of the packages: each knows only those that an image passes before it, and the foundations below all. */
class HouseTest {

    /** In the order in which an image passes through them. */
    private static final List<String> WAY = List.of(
            "data",
            "view",
            "features",
            "flow",
            "score",
            "localize",
            "fit",
            "persist",
            "baseline",
            "experiment",
            "notebook");

    private static final List<String> FOUNDATIONS = List.of("work", "engine", "chart", "store");

    /** The values and the interface of the face that the packages which make and keep detectors share with it. */
    private static final Set<String> SHARED = Set.of("Options", "Provenance", "Checkpoint", "Verdict", "Detector");

    /** The packages that know only the shared part of the face. */
    private static final Set<String> MAKERS = Set.of("fit", "persist", "baseline");

    /** The packages that use detectors as their users do. */
    private static final Set<String> USERS = Set.of("experiment", "notebook");

    private static JavaClasses library;

    @BeforeAll
    static void importLibrary() {
        library = new ClassFileImporter()
                .withImportOption(location -> location.contains("toolkit"))
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.differnet");
    }

    static List<String> packagesOnTheWay() {
        return WAY;
    }

    static List<String> foundations() {
        return FOUNDATIONS;
    }

    @ParameterizedTest
    @MethodSource("packagesOnTheWay")
    void aPackageKnowsNoneThatComeAfterIt(String name) {
        int place = WAY.indexOf(name);
        if (place < WAY.size() - 1) {
            String[] later = WAY.subList(place + 1, WAY.size()).stream()
                    .map(HouseTest::tree)
                    .toArray(String[]::new);
            noClasses()
                    .that(resideInAPackage(tree(name)))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(later))
                    .check(library);
        }
    }

    @ParameterizedTest
    @MethodSource("foundations")
    void aFoundationKnowsNothingAboveIt(String name) {
        String[] above = WAY.stream().map(HouseTest::tree).toArray(String[]::new);
        noClasses()
                .that(resideInAPackage(tree(name)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(above).or(inFace(Set.of())))
                .check(library);
    }

    @ParameterizedTest
    @MethodSource("packagesOnTheWay")
    void aPackageKnowsOfTheFaceWhatItMay(String name) {
        if (!USERS.contains(name)) {
            Set<String> known = MAKERS.contains(name) ? SHARED : Set.of();
            noClasses()
                    .that(resideInAPackage(tree(name)))
                    .should()
                    .dependOnClassesThat(inFace(known))
                    .check(library);
        }
    }

    @Test
    void theSharedPartOfTheFaceKnowsNothingThatMakesOrUsesDetectors() {
        String[] makersAndUsers = List.of("fit", "persist", "baseline", "experiment", "notebook").stream()
                .map(HouseTest::tree)
                .toArray(String[]::new);
        noClasses()
                .that(resideInAPackage("org.differnet"))
                .and()
                .haveNameMatching("org\\.differnet\\.(" + String.join("|", SHARED) + ")(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAnyPackage(makersAndUsers))
                .check(library);
    }

    @Test
    void nothingKnowsTheNotebook() {
        noClasses()
                .that()
                .resideOutsideOfPackage(tree("notebook"))
                .should()
                .dependOnClassesThat(resideInAPackage(tree("notebook")))
                .check(library);
    }

    @Test
    void pretrainingSeesNoneOfTheDrawnProductsByWhichItIsJudged() {
        noClasses()
                .that(resideInAPackage(tree("pretrain")))
                .and()
                .doNotHaveSimpleName("Judge")
                .should()
                .dependOnClassesThat(resideInAPackage(tree("data.synthetic")))
                .orShould()
                .callMethodWhere(target(name("synthetic")))
                .check(new ClassFileImporter().importPackages("org.differnet.pretrain"));
    }

    private static String tree(String name) {
        return "org.differnet." + name + "..";
    }

    /** Classes of the face but those named, and what is nested in these. */
    private static DescribedPredicate<JavaClass> inFace(Set<String> but) {
        return DescribedPredicate.describe("are in the face and none of " + but, type -> {
            String top = type.getName().replaceFirst("\\$.*", "");
            return type.getPackageName().equals("org.differnet")
                    && !but.contains(top.substring(top.lastIndexOf('.') + 1));
        });
    }
}
