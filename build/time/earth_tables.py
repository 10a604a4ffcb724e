#!/usr/bin/env python3
"""Makes the tables of leap seconds and of the Earth's rotation from what the IERS publishes.

Usage (once a year, or when a leap second is announced):
    pip install astropy-iers-data
    python build/time/earth_tables.py model/src/main/resources/org/platebook/model/time

Reads Leap_Second.dat and finals2000A.all as the package astropy-iers-data carries them, so that no
observatory server has to be asked.
"""
import datetime
import importlib.metadata
import pathlib
import re
import sys

import astropy_iers_data

DATA = pathlib.Path(astropy_iers_data.__file__).parent / "data"
SOURCE = "astropy-iers-data " + importlib.metadata.version("astropy-iers-data")
UNIT = 1e-5  # seconds


def leap_seconds():
    text = (DATA / "Leap_Second.dat").read_text()
    expires = re.search(r"expires on (\d+ \w+ \d+)", text).group(1)
    expires = datetime.datetime.strptime(expires, "%d %B %Y").date()
    rows = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    table = [(float(r[0]), datetime.date(int(r[3]), int(r[2]), int(r[1])), int(r[4])) for r in rows]
    lines = [
        "# TAI - UTC in seconds from a UTC day on; before the first day its value is held.",
        f"# Source: IERS Leap_Second.dat in {SOURCE}. Made by build/time/earth_tables.py.",
        f"expires {expires}",
    ]
    return table, lines + [f"{day} {offset}" for _, day, offset in table]


def rotation(leaps):
    values, observed = [], 0
    for line in (DATA / "finals2000A.all").read_text().splitlines():
        bulletin_a, bulletin_b = line[58:68].strip(), line[154:165].strip()
        if not bulletin_a:
            break
        mjd = int(float(line[7:15]))
        if values and mjd != values[-1][0] + 1:
            sys.exit(f"a day is missing before MJD {mjd}")
        offset = [seconds for start, _, seconds in leaps if start <= mjd][-1]
        values.append((mjd, round((float(bulletin_b or bulletin_a) - offset) / UNIT)))
        if line[57] == "I":
            observed = mjd
    steps = [later[1] - earlier[1] for earlier, later in zip(values, values[1:])]
    lines = [
        "# UT1 - TAI at 0h UTC of each day, in units of 10 microseconds: the first value, then daily steps.",
        f"# Source: IERS finals2000A.all (Bulletin B where it has one, else A) in {SOURCE}.",
        "# Made by build/time/earth_tables.py.",
        f"first-mjd {values[0][0]}",
        f"last-observed-mjd {observed}",
        f"first-value {values[0][1]}",
    ]
    return lines + [" ".join(map(str, steps[i : i + 24])) for i in range(0, len(steps), 24)]


def main(folder):
    leaps, lines = leap_seconds()
    (folder / "leap-seconds.txt").write_text("\n".join(lines) + "\n")
    (folder / "ut1-minus-tai.txt").write_text("\n".join(rotation(leaps)) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
