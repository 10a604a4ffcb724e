package org.platebook.rest.exposures;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.rest.exposures.Exposures.Exposure;
import org.platebook.rest.level.DescribedValue;
import org.platebook.rest.level.LevelRow;
import org.platebook.store.database.Role;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Further columns of exposures that somebody asks for: those of the wide view of exposures by their
 * names, those of the wide view of visits with "visit." before them, told of the visit to which an
 * exposure belongs.
 */
final class MoreColumns {

    private static final String OF_VISIT = "visit.";

    private final List<String> names;
    private final LevelRow.Chosen ofExposure;
    private final LevelRow.Chosen ofVisit;

    /**
     * @throws org.platebook.model.failure.Refused rest.parameter when one is none, or not for this
     *     role
     */
    MoreColumns(Schema schema, Role role, List<String> names) {
        this.names = names;
        this.ofExposure =
                new LevelRow(schema, role, Level.EXPOSURE)
                        .chosen(names.stream().filter(name -> !isOfVisit(name)).toList());
        this.ofVisit =
                new LevelRow(schema, role, Level.VISIT)
                        .chosen(
                                names.stream()
                                        .filter(MoreColumns::isOfVisit)
                                        .map(MoreColumns::plain)
                                        .toList());
    }

    private static boolean isOfVisit(String name) {
        return name.startsWith(OF_VISIT);
    }

    private static String plain(String name) {
        return name.substring(OF_VISIT.length());
    }

    /** What they mean, in order. */
    List<DescribedValue> meanings() {
        var exposures = ofExposure.meanings().iterator();
        var visits = ofVisit.meanings().iterator();
        return names.stream()
                .map(name -> isOfVisit(name) ? visits.next().before(OF_VISIT) : exposures.next())
                .toList();
    }

    /** The exposures with their values, in order. */
    List<Exposure> of(Handle handle, List<Exposure> exposures) {
        if (names.isEmpty()) {
            return exposures;
        }
        var ids = exposures.stream().map(Exposure::exposureId).toArray(Long[]::new);
        var visits =
                exposures.stream()
                        .map(Exposure::visitId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toArray(Long[]::new);
        var own = ofExposure.values(handle, ids);
        var shared = ofVisit.values(handle, visits);
        return exposures.stream()
                .map(exposure -> exposure.with(values(exposure, own, shared)))
                .toList();
    }

    private List<@Nullable Object> values(
            Exposure exposure,
            Map<Long, List<@Nullable Object>> own,
            Map<Long, List<@Nullable Object>> shared) {
        var visit = exposure.visitId();
        var ofOne = own.get(exposure.exposureId());
        var ofIts = visit == null ? null : shared.get(visit);
        var values = new ArrayList<@Nullable Object>();
        int exposures = 0;
        int visits = 0;
        for (var name : names) {
            values.add(isOfVisit(name) ? at(ofIts, visits++) : at(ofOne, exposures++));
        }
        return values;
    }

    private static @Nullable Object at(@Nullable List<@Nullable Object> values, int place) {
        return values == null ? null : values.get(place);
    }
}
