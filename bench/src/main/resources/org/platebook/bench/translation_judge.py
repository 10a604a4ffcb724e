"""Translates headers with astro_metadata_translator for some seconds and tells how many it did a second."""

import json
import logging
import sys
import time
import warnings

from astropy.utils import data, iers

iers.conf.auto_download = False
iers.conf.iers_degraded_accuracy = "ignore"
data.conf.allow_internet = False
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

from astro_metadata_translator import ObservationInfo  # noqa: E402

request = json.load(sys.stdin)
headers = request["headers"]


def translate():
    for header in headers:
        ObservationInfo(dict(header), pedantic=False)


translate()
begin = time.perf_counter()
translated = 0
while time.perf_counter() - begin < request["seconds"]:
    translate()
    translated += len(headers)
print(json.dumps({"headers_per_second": translated / (time.perf_counter() - begin)}))
