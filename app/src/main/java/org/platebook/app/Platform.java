package org.platebook.app;

import org.jspecify.annotations.Nullable;
import org.platebook.app.config.SiteConfig;
import org.platebook.cli.OpenSite;
import org.platebook.cli.ServedSite;
import org.platebook.http.server.CertificateFiles;
import org.platebook.http.server.HttpSite;
import org.platebook.http.server.OwnCertificate;
import org.platebook.http.server.PublicAddresses;
import org.platebook.http.server.Section;
import org.platebook.http.server.SiteParts;
import org.platebook.http.watch.Audit;
import org.platebook.http.watch.MetricsSection;
import org.platebook.intake.ingest.VisitUpkeep;
import org.platebook.model.failure.Failure;
import org.platebook.peers.consdb.ConsDb;
import org.platebook.portal.Portal;
import org.platebook.rest.Api;
import org.platebook.rest.TableDoors;
import org.platebook.rest.tap.TapSection;
import org.platebook.store.database.Listener;
import org.platebook.store.upkeep.UpkeepLoop;
import org.platebook.vo.tap.TapLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** The one place where all rooms are put together: a site that answers over HTTP. */
public final class Platform implements ServedSite {

    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

    private final WorkingSite site;
    private final SiteConfig config;
    private final Listener changes;
    private final Listener schemaChanges;
    private final Audit audit;
    private final HttpSite http;
    private final UpkeepLoop upkeep;

    /**
     * Starts to answer.
     *
     * @param site is closed with this one
     */
    Platform(WorkingSite site, SiteConfig config) {
        this.site = site;
        this.config = config;
        this.changes = site.postgres().listen();
        this.schemaChanges = site.catalog().listen(site.tap()::outdate);
        this.audit = new Audit(site.database());
        this.http = http();
        this.upkeep = new UpkeepLoop(site.upkeep(), config.upkeep().between(), Thread::sleep);
    }

    private HttpSite http() {
        var gate = site.gate();
        var metrics = new MetricsSection(site.measurements(), gate, config.access().metrics());
        var sections = List.<Section>of(api(), tap(), consDb(), metrics, new Portal());
        var address = config.http();
        return new HttpSite(
                SiteParts.of(address.host(), address.port(), sections, this::waitingFor)
                        .behind(gate)
                        .proving(certificate(address.tls()))
                        .known(new PublicAddresses(address.publicUrl(), gate::isByProxy))
                        .watchedBy(
                                new SiteParts.Observers(
                                        List.of(site.measurements(), audit),
                                        site.database()::abandonReads)));
    }

    private Api api() {
        var doors =
                new TableDoors(
                        site.database(), site.ledger(), site.catalog(), site.moments(), site.tap());
        return new Api(
                site.database(),
                site.ledger().changes(),
                site.schemas(),
                site.catalog(),
                site.flags(),
                doors);
    }

    private TapSection tap() {
        return new TapSection(site.tap(), site.measurements()::queried);
    }

    private Section consDb() {
        return ConsDb.section(
                site.database(),
                site.ledger(),
                site.catalog(),
                new VisitUpkeep(site.cameras(), site.schemas()),
                site.moments(),
                new ConsDb.Limits(longestTime(), config.tap().mostRows(), missingForSql()));
    }

    /** The time that a caller's own scope allows ends a query earlier where it is less. */
    private Duration longestTime() {
        return WorkingSite.limits(config).values().stream()
                .map(TapLimits::timeLimit)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Why clients' SQL is not answered; null where it is. */
    private @Nullable String missingForSql() {
        var missing = site.database().missingForSql().orElse(null);
        var external = config.database().external();
        if (missing == null || (external != null && external.sqlWithoutReaderLogins() != null)) {
            return null;
        }
        LOG.warn(
                "/consdb/query is not answered: {}. See docs/operating.md, \"An external server\"",
                missing);
        return missing;
    }

    private List<String> waitingFor() {
        try {
            site.database().ping();
            return List.of();
        } catch (Failure failure) {
            return List.of(failure.text());
        }
    }

    private @Nullable OwnCertificate certificate(SiteConfig.@Nullable Tls tls) {
        if (tls == null) {
            return null;
        }
        var files = new CertificateFiles(Path.of(tls.certificateFile()), Path.of(tls.keyFile()));
        var certificate = OwnCertificate.of(files);
        site.measurements().certificate(certificate::end);
        return certificate;
    }

    @Override
    public OpenSite site() {
        return site;
    }

    @Override
    public String welcome() {
        return config.access().welcome();
    }

    @Override
    public URI publicAddress() {
        var url = config.http().publicUrl();
        return url == null ? address() : URI.create(url + "/");
    }

    @Override
    public URI address() {
        return http.address();
    }

    @Override
    public void close() {
        try (site) {
            upkeep.close();
            http.close();
            audit.close();
            changes.close();
            schemaChanges.close();
        }
    }
}
