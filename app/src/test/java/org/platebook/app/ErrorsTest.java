package org.platebook.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.platebook.model.failure.CodeSection;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * docs/errors.md explains what the code throws: all of it and nothing else.
 *
 * <p>Its head is written by hand; its sections are written from the enums of codes by {@code mvn
 * -pl app -am test -Dtest=ErrorsTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dplatebook.write=docs}.
 */
class ErrorsTest {

    private static final List<String> ROOMS =
            List.of(
                    "model", "store", "intake", "vo", "http", "rest", "peers", "portal", "cli",
                    "app");

    private static final Pattern THROWN =
            Pattern.compile(
                    "new (Refused|Unauthenticated|Forbidden|Missing|Clash|Throttled|Unreachable|Uncertain)"
                            + "\\(\\s*(\\w+Code\\.[A-Z_0-9]+)\\b");

    private static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.platebook");

    private static final Path TOP = top();

    private static final Path PAGE = TOP.resolve("docs/errors.md");

    private static final List<FailureCode> CODES =
            FailureCodes.sections().stream().flatMap(section -> section.codes().stream()).toList();

    @Test
    void the_page_says_what_the_codes_say() throws IOException {
        var page = text(PAGE);
        var head = page.substring(0, page.indexOf("\n## "));
        var expected =
                FailureCodes.sections().stream()
                        .map(ErrorsTest::section)
                        .collect(Collectors.joining("", head, ""));

        if ("docs".equals(System.getProperty("platebook.write"))) {
            Files.writeString(PAGE, expected);
        }

        assertThat(text(PAGE)).as("write it anew with -Dplatebook.write=docs").isEqualTo(expected);
    }

    @Test
    void the_head_of_the_page_names_the_status_of_every_kind_of_failure() {
        var page = text(PAGE);
        for (var kind : FailureKind.values()) {
            assertThat(page)
                    .containsPattern(
                            "(?m)^\\| %s \\| .+ \\| %s \\| %s \\|$"
                                    .formatted(kind.title(), kind.httpStatus(), kind.exitStatus()));
        }
    }

    @Test
    void every_enum_of_codes_is_in_a_section_with_all_its_codes() {
        var enums =
                PRODUCT.stream()
                        .filter(each -> each.isEnum() && each.isAssignableTo(FailureCode.class))
                        .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::reflect)
                        .flatMap(each -> Stream.of(each.getEnumConstants()))
                        .map(FailureCode.class::cast)
                        .toList();

        assertThat(enums).hasSizeGreaterThan(300);
        assertThat(CODES).containsExactlyInAnyOrderElementsOf(enums);
    }

    @Test
    void every_code_is_given_to_a_failure_somewhere() {
        var used =
                PRODUCT.stream()
                        .flatMap(each -> each.getFieldAccessesFromSelf().stream())
                        .filter(access -> !isWithin(access))
                        .filter(access -> access.getTargetOwner().isAssignableTo(FailureCode.class))
                        .map(access -> access.getTargetOwner().getName() + access.getName())
                        .collect(Collectors.toSet());

        assertThat(CODES)
                .filteredOn(code -> !used.contains(owner(code).getName() + ((Enum<?>) code).name()))
                .extracting(FailureCode::code)
                .as("codes that nothing names")
                .isEmpty();
    }

    @Test
    void codes_are_words_that_stand_once() {
        assertThat(CODES)
                .extracting(FailureCode::code)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z][A-Za-z0-9._-]*[A-Za-z0-9]"));
    }

    @Test
    void an_explanation_fits_a_cell_and_names_each_of_several_kinds() {
        for (var code : CODES) {
            assertThat(List.of(code.means(), code.remedy()))
                    .as(code.code())
                    .allMatch(text -> !text.isBlank() && !text.contains("|"));
            if (code.kinds().size() > 1) {
                assertThat(code.kinds())
                        .as(code.code())
                        .allMatch(kind -> code.means().contains("(" + kind.title() + ")"));
            }
        }
    }

    @Test
    void a_code_is_given_to_failures_of_its_kinds() {
        var byName =
                CODES.stream().collect(Collectors.toMap(ErrorsTest::named, Function.identity()));
        var wrong = new ArrayList<String>();
        int count = 0;
        for (var source : sources()) {
            for (var found : THROWN.matcher(source).results().toList()) {
                count++;
                if (!isOf(byName, found.group(2), found.group(1))) {
                    wrong.add(found.group());
                }
            }
        }

        assertThat(count).isGreaterThan(300);
        assertThat(wrong).isEmpty();
    }

    private static boolean isOf(Map<String, FailureCode> codes, String name, String kind) {
        var code = codes.get(name);
        return code != null
                && code.kinds().contains(FailureKind.valueOf(kind.toUpperCase(Locale.ROOT)));
    }

    private static String named(FailureCode code) {
        return owner(code).getSimpleName() + "." + ((Enum<?>) code).name();
    }

    private static Class<?> owner(FailureCode code) {
        return ((Enum<?>) code).getDeclaringClass();
    }

    private static boolean isWithin(JavaFieldAccess access) {
        return access.getOriginOwner().equals(access.getTargetOwner());
    }

    private static String section(CodeSection section) {
        var note = section.note().isEmpty() ? "" : section.note() + "\n\n";
        return section.codes().stream()
                .map(ErrorsTest::row)
                .collect(
                        Collectors.joining(
                                "",
                                "\n## %s\n\n%s| code | what it means | what to do |\n|---|---|---|\n"
                                        .formatted(section.title(), note),
                                ""));
    }

    private static String row(FailureCode code) {
        return "| `%s` | %s%s | %s |\n"
                .formatted(code.code(), code.means(), kind(code), code.remedy());
    }

    /** The kind of a code, where it is another than most; of several its meaning tells. */
    private static String kind(FailureCode code) {
        var kind = code.kinds().iterator().next();
        if (code.kinds().size() > 1 || kind == FailureKind.REFUSED) {
            return "";
        }
        int status = code.httpStatus(kind);
        return status == kind.httpStatus()
                ? " (%s)".formatted(kind.title())
                : " (%s, %s over HTTP)".formatted(kind.title(), status);
    }

    private static List<String> sources() {
        return ROOMS.stream().flatMap(ErrorsTest::sourcesOf).toList();
    }

    private static Stream<String> sourcesOf(String room) {
        try (var files = Files.walk(TOP.resolve(room).resolve("src/main/java"))) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(ErrorsTest::text)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError("cannot read the sources of " + room, e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    static Path top() {
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("platebook"))) {
                return at;
            }
        }
        throw new AssertionError("no folder above this one holds the file platebook");
    }
}
