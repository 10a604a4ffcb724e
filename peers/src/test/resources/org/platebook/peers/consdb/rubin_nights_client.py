"""Asks a site through rubin_nights, as its users do at night; reads the site's address, answers what it got."""

import json
import logging
import sys

logging.disable(logging.CRITICAL)
from astropy.time import Time
from rubin_nights.consdb_query import ConsDbFastAPI

consdb = ConsDbFastAPI(sys.stdin.read().strip(), auth=("user", "token"))
answer = {}

visits = consdb.get_visits("lsstcam", Time(61055.0, format="mjd", scale="tai"), Time(61057.0, format="mjd", scale="tai"))
answer["columns"] = sorted(visits.columns)
answer["visits"] = json.loads(
    visits[["visit_id", "band", "psf_sigma_median", "zero_point_median", "visit_gap", "galactic_lat"]].to_json(orient="values")
)
answer["types"] = {name: str(visits[name].dtype) for name in ("visit_id", "s_ra", "psf_sigma_median", "obs_start_mjd")}
constrained = consdb.get_visits("LSSTCam", visit_constraint="visit1.science_program = 'BLOCK-407'", augment=False)
answer["constrained"] = len(constrained)
answer["none"] = len(consdb.get_visits("lsstcam", visit_constraint="visit1.visit_id = 0"))
detectors = consdb.query_ccdvisits("lsstcam", int(visits.visit_id.iloc[0]), 1, 3)
answer["detectors"] = json.loads(detectors[["visit_id", "detector", "psf_sigma"]].to_json(orient="values"))
answer["wild"] = len(consdb.query("select visit_id from cdb_lsstcam.visit1 where visit_name like 'MC_O_%' and visit_id % 2 = 0"))
answer["doubled"] = len(consdb.query("select visit_id from cdb_lsstcam.visit1 where visit_name like 'MC_O_%%' and visit_id %% 2 = 0"))
answer["refused"] = len(consdb.query("delete from cdb_lsstcam.visit1"))
json.dump(answer, sys.stdout)
