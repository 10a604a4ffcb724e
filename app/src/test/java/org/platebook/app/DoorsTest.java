package org.platebook.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** ARCHITECTURE.md, "Rooms": which room sees which. */
class DoorsTest {

    private static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("org.platebook");

    /** The rooms, each with those that it sees. */
    private static final Map<String, Set<String>> ROOMS =
            Map.of(
                    "model", Set.of(),
                    "store", Set.of("model"),
                    "intake", Set.of("model", "store"),
                    "vo", Set.of("model", "store"),
                    "http", Set.of("model", "store"),
                    "rest", Set.of("model", "store", "intake", "vo", "http"),
                    "peers", Set.of("model", "store", "intake", "vo", "http"),
                    "portal", Set.of("model", "http"),
                    "cli", Set.of("model", "store", "intake", "vo", "http"),
                    "app",
                            Set.of(
                                    "model", "store", "intake", "vo", "http", "rest", "peers",
                                    "portal", "cli"));

    static Set<String> rooms() {
        return ROOMS.keySet();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void a_room_sees_only_the_rooms_of_its_row(String room) {
        var seen = Objects.requireNonNull(ROOMS.get(room));
        var unseen =
                ROOMS.keySet().stream()
                        .filter(other -> !other.equals(room) && !seen.contains(other))
                        .map(DoorsTest::classesOf)
                        .reduce(DescribedPredicate.alwaysFalse(), (one, other) -> one.or(other));
        classes()
                .that(classesOf(room))
                .should()
                .onlyDependOnClassesThat(
                        DescribedPredicate.not(unseen)
                                .as("are of no room that %s does not see", room))
                .check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void packages_of_a_room_go_in_no_circle(String room) {
        slices().matching("org.platebook." + room + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void every_class_is_in_a_room() {
        assertThat(PRODUCT)
                .extracting(JavaClass::getPackageName)
                .allMatch(
                        name ->
                                ROOMS.keySet().stream()
                                                .anyMatch(
                                                        room ->
                                                                name.startsWith(
                                                                        "org.platebook." + room))
                                        || name.startsWith("org.platebook.testkit"));
    }

    private static DescribedPredicate<JavaClass> classesOf(String room) {
        return resideInAPackage("org.platebook." + room + "..");
    }
}
