"""Reads header files, one a line; writes what astro_metadata_translator makes of each as one JSON object a
line, in the words of ObservationJson."""

import json
import logging
import sys
import warnings

import astropy.coordinates
import astropy.units as u
from astro_metadata_translator import ObservationInfo
from astro_metadata_translator.tests import read_test_file
from astropy.coordinates import AltAz, EarthLocation, SkyCoord
from astropy.time import Time, TimeDelta

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


def no_lookup(*args, **kwargs):
    raise astropy.coordinates.UnknownSiteException("no look-ups on the internet", "site")


EarthLocation.of_site = no_lookup


def plain(value):
    match value:
        case None | str() | bool() | int():
            return value
        case EarthLocation():
            return {"x_m": value.x.to_value(u.m), "y_m": value.y.to_value(u.m), "z_m": value.z.to_value(u.m)}
        case SkyCoord():
            icrs = value.icrs
            return {"ra_deg": icrs.ra.deg, "dec_deg": icrs.dec.deg}
        case AltAz():
            return {"az_deg": value.az.deg, "alt_deg": value.alt.deg}
        case Time():
            return value.tai.to_value("isot", subfmt="date_hms") if value.precision == 9 else Time(value.tai, precision=9).isot
        case TimeDelta():
            return {"seconds": value.to_value("s")}
        case u.Quantity() if value.unit == u.dimensionless_unscaled:
            return float(value.value)
        case u.Quantity():
            return {"value": float(value.value), "unit": str(value.unit)}
        case _:
            return float(value)


for line in sys.stdin:
    path = line.rstrip("\n")
    header = read_test_file(path)
    info = ObservationInfo(header, pedantic=False, filename=path)
    print(json.dumps({prop: plain(getattr(info, prop)) for prop in info.all_properties if not prop.startswith("_")}))
