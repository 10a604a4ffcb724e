"""Says what astropy makes of positions, the Earth's rotation, the Sun and the Moon."""
import json
import sys
import warnings

import astropy.units as u
import numpy as np
from astropy.coordinates import (
    AltAz, BarycentricMeanEcliptic, EarthLocation, SkyCoord, get_body, position_angle, solar_system_ephemeris)
from astropy.time import Time
from astropy.utils import iers

warnings.simplefilter("ignore")
iers.conf.auto_download = False
iers.conf.auto_max_age = None
solar_system_ephemeris.set("builtin")

asked = json.load(sys.stdin)
time = Time(asked["mjd_tai"], scale="tai", format="mjd")
place = EarthLocation.from_geodetic(asked["lon"] * u.deg, asked["lat"] * u.deg, 0 * u.m)
star = SkyCoord(asked["ra"] * u.deg, asked["dec"] * u.deg)
ecliptic = star.transform_to(BarycentricMeanEcliptic(equinox="J2000"))
sidereal = time.sidereal_time("mean", place.lon)
horizon = AltAz(obstime=time, location=place)
seen = star.transform_to(horizon)
zenith = SkyCoord(np.zeros(len(time)) * u.deg, 90 * u.deg * np.ones(len(time)), frame=horizon).transform_to("icrs")
parallactic = position_angle(star.ra, star.dec, zenith.ra, zenith.dec).wrap_at(180 * u.deg)
sun = get_body("sun", time)
moon = get_body("moon", time)
near = get_body("moon", time, place)
elongation = sun.separation(moon)
phase = np.arctan2(sun.distance * np.sin(elongation), moon.distance - sun.distance * np.cos(elongation))
frame = BarycentricMeanEcliptic(equinox="J2000")


def lon(body):
    return SkyCoord(body.ra, body.dec).transform_to(frame).lon


json.dump(
    {
        "l": star.galactic.l.deg.tolist(),
        "b": star.galactic.b.deg.tolist(),
        "ecliptic_lon": ecliptic.lon.deg.tolist(),
        "ecliptic_lat": ecliptic.lat.deg.tolist(),
        "sidereal": sidereal.deg.tolist(),
        "azimuth": seen.az.deg.tolist(),
        "altitude": seen.alt.deg.tolist(),
        "zenith_ra": zenith.ra.deg.tolist(),
        "zenith_dec": zenith.dec.deg.tolist(),
        "parallactic": parallactic.deg.tolist(),
        "sun_ra": sun.ra.deg.tolist(),
        "sun_dec": sun.dec.deg.tolist(),
        "sun_au": sun.distance.to_value(u.au).tolist(),
        "moon_ra": near.ra.deg.tolist(),
        "moon_dec": near.dec.deg.tolist(),
        "moon_km": near.distance.to_value(u.km).tolist(),
        "moon_centre_ra": moon.ra.deg.tolist(),
        "moon_centre_dec": moon.dec.deg.tolist(),
        "illumination": ((1 + np.cos(phase)) / 2).value.tolist(),
        "phase": (lon(moon) - lon(sun)).wrap_at(360 * u.deg).deg.tolist(),
        "ut1_minus_tai": ((time.ut1.mjd - time.tai.mjd) * 86400).tolist(),
    },
    sys.stdout,
)
