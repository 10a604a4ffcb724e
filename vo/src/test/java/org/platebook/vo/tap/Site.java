package org.platebook.vo.tap;

import org.platebook.model.felis.FelisReader;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Identity;
import org.platebook.store.database.Role;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.testkit.TestPostgres;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A small site: one schema installed from Felis, a few rows, and a TAP service over it. */
final class Site implements AutoCloseable {

    static final URI BASE = URI.create("http://127.0.0.1:8080/tap");

    private static final String FELIS =
            """
            name: cdb_toy
            description: Plates & <such> of a toy camera.
            version: 1.0.0
            platebook: {visibility: public}
            tables:
            - name: exposure
              description: One row for each exposure.
              primaryKey: "#exposure.exposure_id"
              columns:
              - {name: exposure_id, datatype: long, nullable: false, description: Number., ivoa:ucd: meta.id}
              - {name: band, datatype: string, length: 8, description: "Band, as in \\"r\\".", ivoa:ucd: meta.id;instr.filter}
              - {name: exp_time, datatype: double, description: Duration., ivoa:unit: s, ivoa:ucd: time.duration}
              - {name: airmass, datatype: float, description: Air mass.}
              - {name: snaps, datatype: short, description: Snaps.}
              - {name: day_obs, datatype: int, description: Observing day.}
              - {name: can_see_sky, datatype: boolean, description: Whether the shutter opened.}
              - {name: obs_start, datatype: timestamp, description: "Start, in TAI.", ivoa:ucd: time.start}
              - {name: s_ra, datatype: double, description: Right ascension., ivoa:unit: deg}
              - {name: s_dec, datatype: double, description: Declination., ivoa:unit: deg}
              - {name: s_region, datatype: double, votable:arraysize: "*", votable:xtype: polygon, description: Outline., ivoa:unit: deg}
              - {name: note, datatype: text, description: Note.}
            - name: measurement
              description: Values by reserved words.
              primaryKey: "#measurement.key"
              constraints:
              - {name: measurement_exposure, "@type": ForeignKey, description: Of an exposure., columns: ["#measurement.key"], referencedColumns: ["#exposure.exposure_id"]}
              columns:
              - {name: key, datatype: long, nullable: false, description: Number.}
              - {name: value, datatype: double, description: Value.}
            - name: secret
              description: For the staff alone.
              platebook: {visibility: staff}
              primaryKey: "#secret.exposure_id"
              constraints:
              - {name: secret_exposure, "@type": ForeignKey, description: Of an exposure., columns: ["#secret.exposure_id"], referencedColumns: ["#exposure.exposure_id"]}
              columns:
              - {name: exposure_id, datatype: long, description: Number.}
              - {name: reason, datatype: text, description: Why.}
            """;

    static final String ROWS =
            """
            insert into cdb_toy.exposure values
                (1, 'r', 30, 1.5, 2, 20260115, true, '2026-01-16 01:00:00', 10, 0,
                    '{9,-1,11,-1,11,1,9,1}', 'plain'),
                (2, 'g', 'NaN', 'Infinity', -3, 20260115, false, '1999-12-31 23:59:59.25', 359.9, -89.5,
                    '{358,-1,2,-1,2,1,358,1}', E'a<b>&"c",\\td\\ne\\x01 \\u00e9\\u2260'),
                (9007199254740993, '', 1e-300, -0.125, null, null, null, null, null, null, null, ''),
                (4, null, null, null, null, null, null, null, null, null, null, null);
            insert into cdb_toy.secret values (1, 'classified');
            create index on cdb_toy.exposure using gist (sky.bound(s_region));
            create index on cdb_toy.exposure using gist (sky.point(s_ra, s_dec));
            """;

    final Database database =
            Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
    final TapService tap =
            new TapService(
                    database,
                    new TapLimits(1000, 2000, Duration.ofSeconds(30)),
                    InstantSource.system());

    Site() {
        var schema = new FelisReader().read("toy.yaml", FELIS, FelisReader.Library.NONE);
        new SchemaInstaller(database, new SchemaCatalog(database)).install(schema);
        database.write(handle -> handle.execute(ROWS));
    }

    /** Parameters as they come from a web address: name, value, name, value. */
    static Map<String, List<String>> parameters(String... pairs) {
        var parameters = new HashMap<String, List<String>>();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], List.of(pairs[i + 1]));
        }
        return parameters;
    }

    Answer query(String adql, String format) {
        return tap.sync(
                parameters("LANG", "ADQL", "QUERY", adql, "RESPONSEFORMAT", format),
                Identity.site(Role.PUBLIC));
    }

    String text(String adql, String format) {
        return text(query(adql, format));
    }

    static String text(Answer answer) {
        return new String(bytes(answer), StandardCharsets.UTF_8);
    }

    static byte[] bytes(Answer answer) {
        var out = new ByteArrayOutputStream();
        try (answer) {
            answer.body().writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    Answer document(String path, String... pairs) {
        return tap.answer(path, parameters(pairs), Identity.site(Role.PUBLIC), BASE);
    }

    @Override
    public void close() {
        database.close();
    }
}
