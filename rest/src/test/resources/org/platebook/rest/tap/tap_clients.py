"""Asks a TAP service through pyvo; reads its address from standard input, answers JSON."""

import json
import sys

import pyvo

service = pyvo.dal.TAPService(sys.stdin.read().strip())
answer = {}

answer["tables"] = sorted(table.name for table in service.tables)
columns = {column.name: column for column in service.tables["cdb_toy.exposure"].columns}
answer["unit"] = columns["exp_time"].unit
answer["languages"] = [
    version.content for language in service.get_tap_capability().languages for version in language.versions
]

rows = service.search("SELECT exposure_id, band, exp_time FROM cdb_toy.exposure ORDER BY exposure_id")
answer["rows"] = [
    [int(row["exposure_id"]), str(row["band"]), float(row["exp_time"])] for row in rows
]
answer["exp_time_unit"] = str(rows.to_table()["exp_time"].unit)
answer["polygon"] = [
    float(x)
    for x in service.search("SELECT s_region FROM cdb_toy.exposure WHERE exposure_id = 1")[0]["s_region"]
]
answer["cone"] = [
    int(row["exposure_id"])
    for row in service.search(
        "SELECT exposure_id FROM cdb_toy.exposure WHERE 1 = CONTAINS(POINT(10, 0), s_region)"
    )
]

answer["limited"] = len(service.search("SELECT exposure_id FROM cdb_toy.exposure", maxrec=1))

try:
    service.search("SELECT nothing FROM cdb_toy.exposure")
    answer["refused"] = None
except pyvo.dal.DALQueryError as error:
    answer["refused"] = str(error)

json.dump(answer, sys.stdout)
