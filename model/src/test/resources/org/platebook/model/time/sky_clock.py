"""Says what astropy makes of moments: scales, the Earth's rotation, azimuth and altitude."""
import json
import sys
import warnings

import astropy.units as u
from astropy.coordinates import AltAz, EarthLocation, SkyCoord
from astropy.time import Time
from astropy.utils import iers

warnings.simplefilter("ignore")
iers.conf.auto_download = False

asked = json.load(sys.stdin)
place = EarthLocation.from_geodetic(asked["lon"] * u.deg, asked["lat"] * u.deg, 0 * u.m)
time = Time(asked["utc"], scale="utc", format="isot", precision=9)
star = SkyCoord(asked["ra"] * u.deg, asked["dec"] * u.deg)
seen = star.transform_to(AltAz(obstime=time, location=place))
json.dump(
    {
        "tai": time.tai.isot.tolist(),
        "tt": time.tt.isot.tolist(),
        "utc_mjd": time.utc.mjd.tolist(),
        "tai_mjd": time.tai.mjd.tolist(),
        "dut1": time.delta_ut1_utc.tolist(),
        "era": time.earth_rotation_angle(0 * u.deg).deg.tolist(),
        "gmst": time.sidereal_time("mean", "greenwich").deg.tolist(),
        "az": seen.az.deg.tolist(),
        "alt": seen.alt.deg.tolist(),
    },
    sys.stdout,
)
