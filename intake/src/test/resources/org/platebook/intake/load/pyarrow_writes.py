# Writes the same table in many ways into the folder named by its input; prints their names, one a line.
import datetime
import sys

import pyarrow as pa
import pyarrow.parquet as pq

folder = sys.stdin.read().strip()
moments = [datetime.datetime(2026, 1, 15, 23, 15, 19, 500000), datetime.datetime(2026, 1, 15, 23, 16), None]
table = pa.table({
    "visit_id": pa.array([1, 2, 3], pa.int64()),
    "psf_sigma": pa.array([1.5, float("nan"), 2.5], pa.float32()),
    "seeing": pa.array([1.0, None, 0.5], pa.float64()),
    "band": pa.array(["r", "g", None], pa.string()),
    "good": pa.array([True, False, None], pa.bool_()),
    "n_stars": pa.array([7, 8, None], pa.int32()),
    "observed": pa.array(moments, pa.timestamp("us")),
})


def retyped(**types):
    fields = [pa.field(f.name, types.get(f.name, f.type)) for f in table.schema]
    return table.cast(pa.schema(fields))


def write(name, what=table, **options):
    pq.write_table(what, f"{folder}/{name}.parquet", **options)
    print(name)


for compression in ["none", "snappy", "gzip", "zstd", "lz4"]:
    for dictionary in [True, False]:
        for page in ["1.0", "2.0"]:
            write(f"{compression}-{'dictionary' if dictionary else 'plain'}-{page}", compression=compression,
                  use_dictionary=dictionary, data_page_version=page)
write("delta", use_dictionary=False, column_encoding={
    "visit_id": "DELTA_BINARY_PACKED", "n_stars": "DELTA_BINARY_PACKED", "band": "DELTA_BYTE_ARRAY"})
write("delta-length-split", use_dictionary=False, column_encoding={
    "band": "DELTA_LENGTH_BYTE_ARRAY", "psf_sigma": "BYTE_STREAM_SPLIT", "seeing": "BYTE_STREAM_SPLIT"})
write("groups-of-one-row", row_group_size=1)
write("small-pages", data_page_size=1, write_batch_size=1)
write("version-1", version="1.0")
write("milliseconds", retyped(observed=pa.timestamp("ms")))
write("nanoseconds", retyped(observed=pa.timestamp("ns")), version="2.6")
write("int96", use_deprecated_int96_timestamps=True)
write("other-types", retyped(visit_id=pa.uint64(), n_stars=pa.int16(), band=pa.large_string(), psf_sigma=pa.float64()))
write("categories", table.set_column(3, "band", table["band"].dictionary_encode()))
write("statistics-and-index", write_statistics=True, write_page_index=True, write_page_checksum=True)
nested = table.append_column("place", pa.array([{"x": 1.0, "y": 2.0}] * 3))
nested = nested.append_column("words", pa.array([["a"], [], None]))
nested = nested.append_column("corners", pa.array([[{"x": 1.0}], [], None]))
write("nested", nested)
write("brotli", compression="brotli")
