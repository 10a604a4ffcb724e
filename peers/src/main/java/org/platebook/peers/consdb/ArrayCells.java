package org.platebook.peers.consdb;

import tools.jackson.core.JsonGenerator;

import java.nio.ByteBuffer;

/**
 * Writes an array of any number of dimensions from PostgreSQL's binary form: number of dimensions,
 * whether there are nulls, type of the elements, size and lower bound of each dimension, then the
 * elements with their lengths (array_send in PostgreSQL's arrayfuncs.c).
 */
final class ArrayCells {

    private final JsonCell type;
    private final ByteBuffer bytes;
    private final int[] sizes;

    ArrayCells(JsonCell type, byte[] buffer, int offset) {
        this.type = type;
        this.bytes = ByteBuffer.wrap(buffer).position(offset);
        this.sizes = new int[bytes.getInt()];
        bytes.getInt();
        bytes.getInt();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = bytes.getInt();
            bytes.getInt();
        }
    }

    void write(JsonGenerator json) {
        if (sizes.length == 0) {
            json.writeStartArray();
            json.writeEndArray();
        } else {
            write(json, 0);
        }
    }

    private void write(JsonGenerator json, int dimension) {
        json.writeStartArray();
        for (int i = 0; i < sizes[dimension]; i++) {
            if (dimension + 1 < sizes.length) {
                write(json, dimension + 1);
            } else if (bytes.getInt() < 0) {
                json.writeNull();
            } else {
                type.element(bytes, json);
            }
        }
        json.writeEndArray();
    }
}
