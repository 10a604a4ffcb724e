#!/usr/bin/env python3
"""Makes the tables of leap seconds and of the Earth's rotation from what the IERS publishes.

Usage (once a year, or when a leap second is announced):
    pip install astropy-iers-data
    python build/time/earth_tables.py model/src/main/resources/org/platebook/model/time

Reads Leap_Second.dat, eopc04.1962-now and finals2000A.all as the package astropy-iers-data carries them, so that no
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
FIRST_MJD = 41317  # 1972-01-01, when leap seconds began


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


def observed():
    """UT1 - UTC by day from 1972 on, as the series IERS 20 C04 has it."""
    for line in (DATA / "eopc04.1962-now").read_text().splitlines():
        if not line.startswith("#"):
            fields = line.split()
            if float(fields[4]) >= FIRST_MJD:
                yield int(float(fields[4])), float(fields[7])


def newest():
    """UT1 - UTC by day as Bulletin A has it: what is newer, then a year of prediction."""
    for line in (DATA / "finals2000A.all").read_text().splitlines():
        if line[58:68].strip():
            yield int(float(line[7:15])), float(line[58:68]), line[57] == "P"


def rotation(leaps):
    days = dict(observed())
    last_observed = max(days)
    for mjd, value, predicted in newest():
        if mjd > max(days):
            days[mjd] = value
            last_observed = last_observed if predicted else mjd
    if sorted(days) != list(range(FIRST_MJD, max(days) + 1)):
        sys.exit("a day is missing")
    values = []
    for mjd in sorted(days):
        offset = [seconds for start, _, seconds in leaps if start <= mjd][-1]
        values.append((mjd, round((days[mjd] - offset) / UNIT)))
    steps = [later[1] - earlier[1] for earlier, later in zip(values, values[1:])]
    lines = [
        "# UT1 - TAI at 0h UTC of each day, in units of 10 microseconds: the first value, then daily steps.",
        f"# Source: IERS 20 C04 (eopc04.1962-now), then IERS finals2000A.all (Bulletin A), in {SOURCE}.",
        "# Made by build/time/earth_tables.py.",
        f"first-mjd {values[0][0]}",
        f"last-observed-mjd {last_observed}",
        f"first-value {values[0][1]}",
    ]
    return lines + [" ".join(map(str, steps[i : i + 24])) for i in range(0, len(steps), 24)]


def main(folder):
    leaps, lines = leap_seconds()
    (folder / "leap-seconds.txt").write_text("\n".join(lines) + "\n")
    (folder / "ut1-minus-tai.txt").write_text("\n".join(rotation(leaps)) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
