# Reads tables, as base64 by format, and tells their types, metadata and values, all as texts.
import base64
import io
import json
import sys

import pyarrow as pa
import pyarrow.parquet as pq

given = json.load(sys.stdin)
parquet = pq.read_table(io.BytesIO(base64.b64decode(given["parquet"])))
arrow = pa.ipc.open_stream(io.BytesIO(base64.b64decode(given["arrow"]))).read_all()


def words(table):
    # The one element of a list has a name of its own in each of the two formats.
    return [[name, str(table.schema.field(name).type).replace("<item: ", "<element: "),
             [repr(value) for value in table[name].to_pylist()]]
            for name in table.column_names]


def text(pairs):
    return {key.decode(): value.decode() for key, value in (pairs or {}).items() if key != b"ARROW:schema"}


json.dump({
    "parquet": words(parquet),
    "arrow": words(arrow),
    "parquet_meaning": text(parquet.schema.metadata),
    "arrow_meaning": {field.name: text(field.metadata) for field in arrow.schema},
}, sys.stdout)
