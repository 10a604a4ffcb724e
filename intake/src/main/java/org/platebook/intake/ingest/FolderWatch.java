package org.platebook.intake.ingest;

import org.platebook.model.failure.Refused;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Follows folders, and tells of files when they have arrived whole: when a file has not grown for a
 * moment. For one thread.
 */
public final class FolderWatch implements AutoCloseable {

    private static final long QUIET_MILLIS = 200;
    private static final long LOOK_MILLIS = 50;

    private record Seen(long size, long modifiedMillis, long sinceMillis) {}

    private final WatchService events;
    private final Map<WatchKey, Path> folders = new LinkedHashMap<>();
    private final Map<Path, Seen> arriving = new LinkedHashMap<>();
    private volatile boolean closed;

    /**
     * Starts to follow folders and all folders below them.
     *
     * @throws Refused when one of them is no folder that can be read
     */
    public FolderWatch(List<Path> watched) {
        try {
            events = watched.getFirst().getFileSystem().newWatchService();
            for (var folder : watched) {
                if (!Files.isDirectory(folder)) {
                    throw new Refused(
                            IngestCode.WATCH_FOLDER,
                            folder + " cannot be watched: it is not a folder that is there");
                }
                follow(folder, false);
            }
        } catch (IOException e) {
            throw new Refused(
                    IngestCode.WATCH_FOLDER, "cannot watch " + watched + ": " + e.getMessage(), e);
        }
    }

    /** Hands on files as they arrive, until this is closed or the thread is interrupted. */
    public void run(Consumer<List<Path>> arrived) {
        try {
            while (!closed) {
                var key =
                        events.poll(
                                arriving.isEmpty() ? QUIET_MILLIS : LOOK_MILLIS,
                                TimeUnit.MILLISECONDS);
                if (key != null) {
                    heed(key);
                }
                var whole = whole(System.currentTimeMillis());
                if (!whole.isEmpty()) {
                    arrived.accept(whole);
                }
            }
        } catch (java.nio.file.ClosedWatchServiceException _) {
            // Closed while it waited: the end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new Refused(
                    IngestCode.WATCH_FOLDER, "cannot go on watching: " + e.getMessage(), e);
        }
    }

    private void heed(WatchKey key) throws IOException {
        var folder = folders.get(key);
        for (var event : key.pollEvents()) {
            if (folder != null && event.context() instanceof Path name) {
                var path = folder.resolve(name);
                if (Files.isDirectory(path)) {
                    follow(path, true);
                } else if (isWanted(path)) {
                    note(path);
                }
            } else if (folder != null) {
                follow(folder, true);
            }
        }
        if (!key.reset()) {
            folders.remove(key);
        }
    }

    /**
     * Files that are written under another name first, as many writers do, are hidden until they
     * are renamed.
     */
    private static boolean isWanted(Path path) {
        var name = path.getFileName().toString();
        return !name.startsWith(".") && !name.endsWith(".tmp") && !name.endsWith(".part");
    }

    private void note(Path path) {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                arriving.put(
                        path,
                        new Seen(
                                attributes.size(),
                                attributes.lastModifiedTime().toMillis(),
                                System.currentTimeMillis()));
            }
        } catch (IOException _) {
            arriving.remove(path);
        }
    }

    /** Files that have stayed as they are since they were last looked at. */
    private List<Path> whole(long nowMillis) {
        var whole = new ArrayList<Path>();
        for (var path : List.copyOf(arriving.keySet())) {
            var before = arriving.get(path);
            if (before == null || nowMillis - before.sinceMillis() < QUIET_MILLIS) {
                continue;
            }
            note(path);
            var now = arriving.get(path);
            if (now != null
                    && now.size() == before.size()
                    && now.modifiedMillis() == before.modifiedMillis()) {
                arriving.remove(path);
                whole.add(path);
            }
        }
        return whole;
    }

    private void follow(Path root, boolean noteFiles) throws IOException {
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) throws IOException {
                        folders.put(
                                folder.register(
                                        events,
                                        StandardWatchEventKinds.ENTRY_CREATE,
                                        StandardWatchEventKinds.ENTRY_MODIFY),
                                folder);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (noteFiles && isWanted(file)) {
                            note(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    @Override
    public void close() {
        closed = true;
        try {
            events.close();
        } catch (IOException e) {
            throw new Refused(
                    IngestCode.WATCH_FOLDER, "cannot stop watching: " + e.getMessage(), e);
        }
    }
}
