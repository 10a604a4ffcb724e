# Reads tables that were cut, as base64 by format, as their readers do, and tells what they learn of the cut.
import base64
import io
import json
import sys

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from astropy.io import votable
from astropy.table import Table

given = {name: base64.b64decode(text) for name, text in json.load(sys.stdin).items()}


def words(pairs):
    return {key.decode(): value.decode() for key, value in (pairs or {}).items() if key.startswith(b"platebook:")}


def arrow():
    reader = pa.ipc.open_stream(io.BytesIO(given["arrow"]))
    rows, told = 0, {}
    while True:
        try:
            batch, metadata = reader.read_next_batch_with_custom_metadata()
        except StopIteration:
            return rows, told
        rows += batch.num_rows
        told |= words(metadata)


def delimited(name, separator):
    frame = pd.read_csv(io.BytesIO(given[name]), sep=separator, comment="#")
    table = Table.read(given[name].decode().replace("\r\n", "\n"), format="ascii.csv", delimiter=separator, comment="#")
    return [len(frame), len(table), str(frame["exposure_id"].dtype), str(table["exposure_id"].dtype)]


arrow_rows, arrow_told = arrow()
parquet = pq.ParquetFile(io.BytesIO(given["parquet"]))
lines = pd.read_json(io.BytesIO(given["ndjson"]), lines=True)
resource = votable.parse(io.BytesIO(given["votable"])).resources[0]
json.dump({
    "csv": delimited("csv", ","),
    "tsv": delimited("tsv", "\t"),
    "ndjson": [len(lines.dropna(subset="exposure_id")), [name for name in lines.columns if name.startswith("#")]],
    "parquet": [parquet.metadata.num_rows, words(parquet.metadata.metadata)],
    "arrow": [arrow_rows, arrow_told, pa.ipc.open_stream(io.BytesIO(given["arrow"])).read_all().num_rows],
    "votable": [info.value for info in resource.infos if info.name == "QUERY_STATUS"],
}, sys.stdout)
