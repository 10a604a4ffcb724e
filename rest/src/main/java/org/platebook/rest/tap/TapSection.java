package org.platebook.rest.tap;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpMediaType;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.platebook.http.access.Caller;
import org.platebook.http.server.PublicAddress;
import org.platebook.http.server.RetryAfter;
import org.platebook.http.server.Section;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Refused;
import org.platebook.rest.route.RestCode;
import org.platebook.rest.route.TableTrailer;
import org.platebook.store.database.Identity;
import org.platebook.vo.tap.Answer;
import org.platebook.vo.tap.TapService;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The TAP service below /tap: parameters come in the address or in a form, answers stream out.
 *
 * <p>When the client goes away, the next piece of the answer cannot be written, and the query ends.
 */
public final class TapSection implements Section {

    private static final String PATH = "/tap";
    private static final int BUFFER_BYTES = 1 << 16;

    private final TapService service;
    private final Counter counter;

    /** A service whose answers nobody counts. */
    public TapSection(TapService service) {
        this(service, (_, _) -> {});
    }

    /**
     * @param counter is told of every answer
     */
    public TapSection(TapService service, Counter counter) {
        this.service = service;
        this.counter = counter;
    }

    /** Told of an answer when it was sent. */
    @FunctionalInterface
    public interface Counter {
        void sent(long rows, long bytes);
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public void routing(HttpRules rules) {
        for (var path : List.of("/", "/*")) {
            rules.get(path, this::answer);
            rules.post(path, this::answer);
        }
    }

    private void answer(ServerRequest request, ServerResponse response) {
        var path = request.path().path();
        send(request, response, answer(path, request, Caller.identityOf(request)));
    }

    private Answer answer(String path, ServerRequest request, Identity caller) {
        try {
            return service.answer(
                    path, parameters(request), caller, PublicAddress.of(request).of(PATH));
        } catch (Refused refused) {
            return service.refusal(refused);
        }
    }

    @Override
    public void turnAway(
            ServerRequest request, ServerResponse response, int status, Failure failure) {
        send(request, response, service.refusal(failure));
    }

    private void send(ServerRequest request, ServerResponse response, Answer of) {
        try (var answer = of) {
            response.status(answer.status());
            RetryAfter.tell(response, answer.status());
            response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
            if (answer.body().isTable()) {
                TableTrailer.announce(request, response);
            }
            try (var out = new BufferedOutputStream(response.outputStream(), BUFFER_BYTES)) {
                answer.body().writeTo(out);
                answer.body().ending().ifPresent(each -> TableTrailer.set(response, each));
            }
            counter.sent(answer.body().rows(), response.bytesWritten());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<String>> parameters(ServerRequest request) {
        var parameters = new HashMap<String, List<String>>();
        add(request.query(), parameters);
        if (!request.content().hasEntity()) {
            return parameters;
        }
        var type = request.headers().contentType();
        if (type.filter(of -> of.test(MediaTypes.APPLICATION_FORM_URLENCODED)).isEmpty()) {
            throw new Refused(
                    RestCode.TAP_FORM,
                    "the content must be a form as application/x-www-form-urlencoded, not "
                            + type.map(HttpMediaType::text).orElse("without a Content-Type"));
        }
        add(request.content().as(Parameters.class), parameters);
        return parameters;
    }

    private static void add(Parameters some, Map<String, List<String>> parameters) {
        some.toMap()
                .forEach(
                        (name, values) ->
                                parameters
                                        .computeIfAbsent(name, _ -> new ArrayList<>())
                                        .addAll(values));
    }
}
