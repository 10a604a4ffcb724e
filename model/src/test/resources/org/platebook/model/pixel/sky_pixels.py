"""Says what mocpy and cdshealpix make of MOCs, positions and polygons."""
import base64
import io
import json
import sys
import tempfile

import astropy.units as u
import cdshealpix
import numpy as np
from astropy.coordinates import Latitude, Longitude
from astropy.io import fits
from mocpy import MOC


def from_fits(text):
    content = base64.b64decode(text)
    with fits.open(io.BytesIO(content)) as hdus:
        hdus.verify("exception")
    with tempfile.NamedTemporaryFile(suffix=".fits") as file:
        file.write(content)
        file.flush()
        return MOC.from_fits(file.name)


def to_fits(moc, v1_compatible):
    file = io.BytesIO()
    moc.serialize("fits", v1_compatible=v1_compatible).writeto(file)
    return base64.b64encode(file.getvalue()).decode()


def pair(asked):
    a, b = from_fits(asked["a"]), from_fits(asked["b"])
    results = {
        "union": a.union(b),
        "intersection": a.intersection(b),
        "difference": a.difference(b),
        "symmetric": a.symmetric_difference(b),
        "complement": a.complement(),
        "degraded": a.degrade_to_order(asked["coarser"]),
    }
    answer = {name: moc.to_string(format="ascii") for name, moc in results.items()}
    answer["a"] = a.to_string(format="ascii")
    answer["json"] = a.to_string(format="json")
    answer["fraction"] = a.sky_fraction
    answer["fits_range"] = to_fits(a, False)
    answer["fits_nuniq"] = to_fits(a, True)
    return answer


def positions(asked):
    lon, lat = np.array(asked["lon"]), np.array(asked["lat"])
    pixels = {}
    for order in range(30):
        found = cdshealpix.lonlat_to_healpix(Longitude(lon, u.rad), Latitude(lat, u.rad), order)
        pixels[order] = [int(p) for p in found]
    return pixels


def polygon(asked):
    lon, lat = Longitude(asked["lon"], u.deg), Latitude(asked["lat"], u.deg)
    found, _, inside = cdshealpix.polygon_search(lon, lat, asked["order"], flat=True)
    return {"touched": [int(p) for p in found], "inside": [int(p) for p, i in zip(found, inside) if i]}


asked = json.load(sys.stdin)
json.dump(
    {
        "pairs": [pair(p) for p in asked["pairs"]],
        "pixels": positions(asked["positions"]),
        "polygons": [polygon(p) for p in asked["polygons"]],
    },
    sys.stdout,
)
