package org.platebook.app;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorsTest {

    private static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.platebook");

    @Test
    void a_room_sees_only_the_rooms_below_it() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("model")
                .definedBy("org.platebook.model..")
                .layer("store")
                .definedBy("org.platebook.store..")
                .layer("intake")
                .definedBy("org.platebook.intake..")
                .layer("vo")
                .definedBy("org.platebook.vo..")
                .layer("app")
                .definedBy("org.platebook.app..")
                .whereLayer("model")
                .mayNotAccessAnyLayer()
                .whereLayer("store")
                .mayOnlyAccessLayers("model")
                .whereLayer("intake")
                .mayOnlyAccessLayers("store", "model")
                .whereLayer("vo")
                .mayOnlyAccessLayers("store", "model")
                .whereLayer("app")
                .mayNotBeAccessedByAnyLayer()
                .check(PRODUCT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "store", "intake", "vo"})
    void packages_of_a_room_stand_in_no_circle(String room) {
        slices().matching("org.platebook." + room + ".(**)")
                .should()
                .beFreeOfCycles()
                .check(PRODUCT);
    }
}
