package org.platebook.model.felis;

/** The data types of Felis. */
public enum Datatype {
    BOOLEAN,
    BYTE,
    SHORT,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    CHAR,
    STRING,
    UNICODE,
    TEXT,
    BINARY,
    TIMESTAMP
}
