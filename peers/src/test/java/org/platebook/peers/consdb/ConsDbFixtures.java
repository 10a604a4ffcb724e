package org.platebook.peers.consdb;

import org.platebook.model.felis.FelisReader;
import org.platebook.store.schema.SchemaInstaller;

/** Things that several tests need. */
final class ConsDbFixtures {

    private static final String SMALL_EFD =
            """
            name: efd_lsstcam
            description: Telemetry by exposure.
            version: 1.0.0
            platebook: {visibility: public}
            tables:
            - name: exposure_efd
              description: Telemetry of an exposure.
              primaryKey: ["#exposure_efd.day_obs", "#exposure_efd.seq_num"]
              columns:
              - {name: day_obs, datatype: int, nullable: false, description: Observing day.}
              - {name: seq_num, datatype: int, nullable: false, description: Sequence number.}
              - {name: exposure_id, datatype: long, nullable: false, description: Number of the exposure.}
              - {name: wind_speed_mean, datatype: float, description: Mean wind speed., ivoa:unit: m/s}
            """;

    private ConsDbFixtures() {}

    /** Installs a schema of telemetry with one table of one channel. */
    static void installSmallEfd(ConsDbSite site) {
        var schema = new FelisReader().read("efd.yaml", SMALL_EFD, FelisReader.Library.NONE);
        new SchemaInstaller(site.database, site.catalog).install(schema);
    }
}
