package org.platebook.testkit;

import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Runs a test many times, each time with a {@link RandomGenerator} of its own seed.
 *
 * <p>The seed stands in the test's name, so a failure names what replays it: put it in {@link
 * #seed}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(Seeded.Runs.class)
public @interface Seeded {
    int runs() default 100;

    /** A seed to replay; 0 takes the method's own, or new ones with -Dplatebook.seeds=new. */
    long seed() default 0;

    final class Runs implements TestTemplateInvocationContextProvider {
        @Override
        public boolean supportsTestTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
                ExtensionContext context) {
            var seeded = context.getRequiredTestMethod().getAnnotation(Seeded.class);
            var seeds =
                    seeded.seed() != 0
                            ? LongStream.of(seeded.seed())
                            : drawn(context).longs(seeded.runs());
            return seeds.mapToObj(Run::new);
        }

        /**
         * The same seeds each time, so that a run of all tests can be repeated; others for another
         * method.
         */
        private static RandomGenerator drawn(ExtensionContext context) {
            return "new".equals(System.getProperty("platebook.seeds"))
                    ? new Random()
                    : new SplittableRandom(
                            (context.getRequiredTestClass().getName()
                                            + context.getRequiredTestMethod().getName())
                                    .hashCode());
        }
    }

    record Run(long seed) implements TestTemplateInvocationContext, ParameterResolver {
        @Override
        public String getDisplayName(int index) {
            return "seed " + seed;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RandomGenerator.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return new SplittableRandom(seed);
        }
    }
}
