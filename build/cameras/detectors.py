"""Writes the detectors of Rubin's cameras as tables: number, group, name, serial.

    python build/cameras/detectors.py OBS_LSST intake/src/main/resources/org/platebook/intake/camera/rubin

OBS_LSST is a checkout of github.com/lsst/obs_lsst; its folder "policy" holds the facts: which rafts a camera
has and at which number each begins, and the serial of each detector in its slot. A component is looked for in the
camera's own folder first, then in that of LSSTCam, then in "policy" itself.
Needs PyYAML, which the judges' environment (build/judges) has.
"""

import pathlib
import sys

import yaml

CAMERAS = {
    "latiss": "LATISS",
    "lsstCam": "LSSTCam",
    "lsstCamSim": "LSSTCamSim",
    "comCam": "LSSTComCam",
    "comCamSim": "LSSTComCamSim",
    "imsim": "LSSTCam-imSim",
    "phosim": "LSSTCam-PhoSim",
    "ts3": "LSST-TS3",
    "ts8": "LSST-TS8",
    "ucd": "LSST-UCDCam",
}


def component(policy, camera, name):
    for folder in (policy / camera, policy / "lsstCam", policy):
        if (folder / name).exists():
            return yaml.load((folder / name).read_text(), Loader=yaml.CSafeLoader)
    return None


def detectors(policy, camera):
    kinds = component(policy, camera, "cameraHeader.yaml")
    for raft, place in component(policy, camera, "rafts.yaml")["rafts"].items():
        content = component(policy, camera, raft + ".yaml")
        if content is None:
            continue
        slots = kinds["RAFT_" + content[raft]["detectorType"]]["ccds"]
        for slot, serial in content[raft]["ccdSerials"].items():
            # The wavefront half of a corner raft is a raft of its own here, and the same raft on the sky.
            group = raft[:-1] if raft.endswith("W") else raft
            yield place["id0"] + slots[slot]["id"], group, slot, serial


policy = pathlib.Path(sys.argv[1]) / "policy"
target = pathlib.Path(sys.argv[2])
target.mkdir(parents=True, exist_ok=True)
for camera, name in CAMERAS.items():
    rows = sorted(detectors(policy, camera))
    text = "".join(f"{num} {group} {slot} {serial}\n" for num, group, slot, serial in rows)
    (target / f"{name}.detectors.txt").write_text(text)
    print(name, len(rows))
