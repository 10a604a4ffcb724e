package org.platebook.store.database;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * How those who read log in to the database.
 *
 * @param readers of each role
 * @param judge of the judge of SQL that clients send; the owner's where it has none of its own
 * @param missing what is missing so that SQL of clients stands before two independent checks; null
 *     where nothing is
 */
record Logins(
        Map<Role, DatabaseSettings> readers, DatabaseSettings judge, @Nullable String missing) {}
