"""What lsst.sphgeom says of pairs of regions: their relation, overlap, and whether they hold a point."""

import json
import sys

from lsst.sphgeom import CONTAINS, DISJOINT, WITHIN, Region, UnitVector3d

answers = []
for pair in json.load(sys.stdin):
    one = Region.decode(bytes.fromhex(pair["one"]))
    other = Region.decode(bytes.fromhex(pair["other"]))
    point = UnitVector3d(*pair["point"])
    relation = one.relate(other)
    answers.append(
        {
            "disjoint": bool(relation & DISJOINT),
            "contains": bool(relation & CONTAINS),
            "within": bool(relation & WITHIN),
            "overlaps": one.overlaps(other),
            "holds": one.contains(point),
            "circle_radius": one.getBoundingCircle().getOpeningAngle().asRadians(),
        }
    )
json.dump(answers, sys.stdout)
