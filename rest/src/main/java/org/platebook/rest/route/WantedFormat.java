package org.platebook.rest.route;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

import org.platebook.model.failure.Refused;
import org.platebook.vo.table.TableFormat;

import java.util.List;

/**
 * The format that a request asks for, by the parameter {@code format} or else by the header Accept.
 *
 * @param offered the formats that there are, the first of them for who asks for none
 */
public record WantedFormat(List<TableFormat> offered) {

    public WantedFormat {
        offered = List.copyOf(offered);
    }

    /**
     * What a request asks for.
     *
     * @throws Refused rest.format when it names another one
     */
    public TableFormat of(ServerRequest request) {
        var asked = request.query().first("format").asOptional();
        if (asked.isPresent()) {
            return named(asked.get());
        }
        var accept = request.headers().first(HeaderNames.ACCEPT).orElse("");
        return offered.stream()
                .filter(format -> accept.contains(format.mime().split(";", 2)[0]))
                .findFirst()
                .orElse(offered.getFirst());
    }

    private TableFormat named(String name) {
        return offered.stream()
                .filter(format -> format.alias().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Refused(
                                        RestCode.FORMAT,
                                        "format is \"%s\", expected one of %s"
                                                .formatted(
                                                        name,
                                                        offered.stream()
                                                                .map(TableFormat::alias)
                                                                .toList())));
    }
}
