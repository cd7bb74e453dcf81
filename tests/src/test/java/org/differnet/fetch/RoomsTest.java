package org.differnet.fetch;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packages of fetching and the one direction between them: face, recipe, archive and http, disk. */
class RoomsTest {

    private static JavaClasses module;

    @BeforeAll
    static void importModule() {
        module = new ClassFileImporter()
                .withImportOption(location -> location.contains("data-fetch"))
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.differnet.fetch");
    }

    @Test
    void eachPackageKnowsOnlyThoseBelowIt() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("face")
                .definedBy("org.differnet.fetch")
                .layer("recipe")
                .definedBy("org.differnet.fetch.recipe")
                .layer("archive")
                .definedBy("org.differnet.fetch.archive")
                .layer("http")
                .definedBy("org.differnet.fetch.http")
                .layer("disk")
                .definedBy("org.differnet.fetch.disk")
                .whereLayer("face")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("recipe")
                .mayOnlyBeAccessedByLayers("face")
                .whereLayer("archive")
                .mayOnlyBeAccessedByLayers("face", "recipe")
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("face", "recipe")
                .ensureAllClassesAreContainedInArchitecture()
                .check(module);
    }

    @Test
    void fetchingKnowsNothingOfTheToolkit() {
        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.differnet.fetch..",
                        "java..",
                        "javax.net.ssl",
                        "org.apache.commons.compress..",
                        "org.apache.hc..",
                        "org.tukaani.xz..")
                .check(module);
    }
}
