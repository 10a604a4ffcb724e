package org.platebook.store.change;

import org.jdbi.v3.core.Handle;
import org.platebook.model.record.TableName;
import org.platebook.store.database.Database;
import org.platebook.store.database.Listener;
import org.platebook.store.database.UncheckedSql;
import org.platebook.store.journal.RecordJson;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tells other processes on the same database what changed, and hears what they changed. */
public final class Announcements {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String CHANNEL = "platebook_changes";

    /** PostgreSQL takes messages of less than 8000 bytes. */
    private static final int MOST_BYTES = 7800;

    /** Stands between messages: JSON has no such character, and texts with many are split fast. */
    private static final String BETWEEN = "\u0001";

    /** More messages than this are sent as one for each table. */
    private static final int MOST_MESSAGES = 16;

    private final String sender = UUID.randomUUID().toString();

    /** Announces changes, when and only if the transaction commits. */
    public void send(Handle handle, List<RowChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        var messages = messages(changes);
        if (messages.size() > MOST_MESSAGES) {
            messages =
                    messages(
                            changes.stream()
                                    .map(change -> new RowChange(change.table(), Map.of()))
                                    .distinct()
                                    .toList());
        }
        try (var statement =
                handle.getConnection()
                        .prepareStatement("select pg_notify(?, m) from string_to_table(?, ?) m")) {
            statement.setString(1, CHANNEL);
            statement.setString(2, String.join(BETWEEN, messages));
            statement.setString(3, BETWEEN);
            statement.execute();
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    /** Tells watchers what other processes announce, or that they missed something. */
    public Listener listen(Database database, Changes changes) {
        return database.listen(
                CHANNEL,
                message -> {
                    if (message.isBlank()) {
                        changes.tellMissed();
                    } else {
                        changes.tell(heard(message));
                    }
                });
    }

    private List<String> messages(List<RowChange> changes) {
        var messages = new ArrayList<String>();
        var heads = new HashMap<TableName, String>();
        var lines = new StringBuilder(sender);
        int bytes = sender.length();
        for (var change : changes) {
            var head = heads.computeIfAbsent(change.table(), Announcements::head);
            var line = head + RecordJson.write(change.key()) + '}';
            int more = line.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + more > MOST_BYTES) {
                messages.add(lines.toString());
                lines.setLength(sender.length());
                bytes = sender.length();
            }
            lines.append(line);
            bytes += more;
        }
        messages.add(lines.toString());
        return messages;
    }

    /** How the line of a change begins, until the row's key; the same for all rows of a table. */
    private static String head(TableName table) {
        return "\n{\"schema\":%s,\"table\":%s,\"key\":"
                .formatted(
                        MAPPER.writeValueAsString(table.schema()),
                        MAPPER.writeValueAsString(table.table()));
    }

    /** What another process announced; our own watchers know already what we did. */
    private List<RowChange> heard(String message) {
        var lines = message.lines().toList();
        if (lines.getFirst().equals(sender)) {
            return List.of();
        }
        return lines.subList(1, lines.size()).stream().map(Announcements::change).toList();
    }

    private static RowChange change(String line) {
        var node = MAPPER.readTree(line);
        return new RowChange(
                new TableName(
                        node.required("schema").stringValue(),
                        node.required("table").stringValue()),
                RecordJson.read(node.required("key")));
    }
}
