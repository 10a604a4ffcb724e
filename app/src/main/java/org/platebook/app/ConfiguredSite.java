package org.platebook.app;

import org.jspecify.annotations.Nullable;
import org.platebook.app.config.Machine;
import org.platebook.app.config.Settings;
import org.platebook.app.config.SiteConfig;
import org.platebook.app.config.SiteHome;
import org.platebook.cli.Folders;
import org.platebook.cli.OpenSite;
import org.platebook.cli.Setting;
import org.platebook.cli.SiteFolder;
import org.platebook.http.server.HttpSite;
import org.platebook.model.failure.Unreachable;
import org.platebook.store.backup.Backup;
import org.platebook.store.backup.Progress;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** A site of this machine, by the site.yaml of its folder. */
public final class ConfiguredSite implements SiteFolder {

    private final SiteHome home;

    public ConfiguredSite(Path folder) {
        this.home = new SiteHome(folder);
    }

    @Override
    public Path path() {
        return home.folder();
    }

    @Override
    public Path logs() {
        return home.logs();
    }

    @Override
    public boolean isThere() {
        return Files.exists(home.configFile());
    }

    @Override
    public void prepare(String name) {
        home.prepare(name);
    }

    private SiteConfig config() {
        return SiteConfig.read(home.configFile());
    }

    /** Where an external server does not answer, defaults follow from this machine alone. */
    @Override
    public List<Setting> settings(Consumer<String> warnings) {
        var config = config();
        return Settings.of(config, home.configFile(), machine(config, warnings));
    }

    private static Machine machine(SiteConfig config, Consumer<String> warnings) {
        try {
            return SiteDatabase.machine(config);
        } catch (Unreachable e) {
            warnings.accept("defaults of capacity do not regard the database server: " + e.text());
            return Machine.here();
        }
    }

    @Override
    public OpenSite open() {
        var config = config();
        var program = program();
        var site = working(SiteDatabase.forWorking(home, config), config, program);
        try {
            site.upkeep().work().workOff(site.clock().instant());
            return site;
        } catch (RuntimeException | Error e) {
            site.close();
            throw e;
        }
    }

    @Override
    public Platform serve(@Nullable Integer port) {
        var config = port == null ? config() : config().withPort(port);
        return serve(config, program());
    }

    /** The site, answering by another version of the program. */
    Platform serve(Program program) {
        return serve(config(), new FutureTask<>(() -> program));
    }

    private Platform serve(SiteConfig config, FutureTask<Program> program) {
        HttpSite.requireFree(config.http().host(), config.http().port());
        var site = working(SiteDatabase.forServing(home, config), config, program);
        try {
            return new Platform(site, config);
        } catch (RuntimeException | Error e) {
            site.close();
            throw e;
        }
    }

    private static WorkingSite working(
            SiteDatabase server, SiteConfig config, FutureTask<Program> program) {
        try {
            return new WorkingSite(server, config, read(program));
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** Begins to read the schemas, while the database starts. */
    private static FutureTask<Program> program() {
        var task = new FutureTask<>(Program::running);
        Thread.ofPlatform().daemon().name("schemas").start(task);
        return task;
    }

    private static Program read(FutureTask<Program> program) {
        try {
            program.run();
            return program.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it started", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the schemas of cameras cannot be read", e.getCause());
        }
    }

    @Override
    public void discardDatabase() {
        if (Files.exists(home.databaseFolder())) {
            SiteDatabase.requireStopped(home, config());
            Folders.delete(home.databaseFolder());
        }
    }

    @Override
    public Backup.Taken backUp(Path target, String software, Progress progress) {
        return SiteBackup.take(home, config(), target, software, progress);
    }

    @Override
    public Restored restore(Path backup, Progress progress) {
        return SiteBackup.restore(backup, home, progress);
    }
}
