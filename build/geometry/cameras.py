#!/usr/bin/env python3
"""Makes the compact tables of camera geometry from the numbers that observatories publish.

Usage: pip install pyyaml
       python build/geometry/cameras.py TEST_DATA model/src/main/resources/org/platebook/model/camera

TEST_DATA is the folder of the test data. Only numbers and names are taken: of LSSTCam (as simulated; the real
camera's serials are compared and must be equal), HSC and DECam from butler/camera_geometry, of LSSTComCam and LATISS
from consdb/camera_geometry.
"""
import json
import pathlib
import sys

import yaml

PURPOSE = {0: "science", 1: "focus", 2: "guider", 3: "wavefront"}
PITCH = 42.25  # mm between the detectors of a raft
ITL = ("ITL", 4072, 4000, 0.01, 2036.5, 2000.5)
HEAD = """# Where the detectors of {name} are, and how its optics map them to the sky.
# Source: {source}.
# Made by build/geometry/cameras.py; Camera.java tells what the lines mean.
"""


def number(value):
    return repr(round(float(value), 9)).removesuffix(".0")


def detector(id, full_name, raft, name, purpose, sensor, offset, yaw, serial):
    place = " ".join(number(v) for v in (*offset, yaw))
    return f"detector {id} {full_name} {raft} {name} {purpose} {sensor} {place} {serial}"


def sensor_line(name, width, height, pixel, x, y):
    return f"sensor {name} {width} {height} {pixel} {x} {y}"


def write(folder, name, source, plate_scale, parity, field_angle, sensors, detectors):
    lines = [f"plate-scale {plate_scale}", f"parity {'flipped' if parity else 'same'}", *field_angle]
    lines += [sensor_line(*s) for s in sensors] + detectors
    (folder / f"{name}.txt").write_text(HEAD.format(name=name, source=source) + "\n".join(lines) + "\n")


def normalized(data, folder, file, name, source, split, field_angle, sensor_names):
    """Cameras whose geometry is at hand detector by detector."""
    geometry = json.loads((data / "butler/camera_geometry" / file).read_text())
    sensors, detectors = {}, []
    for d in sorted(geometry["detectors"], key=lambda d: d["id"]):
        (x0, y0), (x1, y1) = d["bbox"]
        assert (x0, y0) == (0, 0) and d["pitch_deg"] == d["roll_deg"] == 0
        size = (x1 + 1, y1 + 1, d["pixel_size_mm"][0], *d["refpos_pix"])
        sensor = sensors.setdefault(size, None) or sensor_names[len(sensors) - 1]
        sensors[size] = sensor
        raft, part = split(d["name"])
        yaw = d["yaw_deg"] % 360
        detectors.append(
            detector(d["id"], d["name"], raft, part, PURPOSE[d["type"]], sensor, d["offset_mm"], yaw, d["serial"])
        )
    sensors = [(sensor, *size) for size, sensor in sensors.items()]
    write(
        folder, name, source, geometry["plate_scale_arcsec_per_mm"], geometry["focal_plane_parity"],
        field_angle(geometry["field_angle"]), sensors, detectors,
    )
    return {d["name"]: d["serial"] for d in geometry["detectors"]}


def one_raft(data, folder, short, name, source, raft, places):
    """Cameras of one raft of ITL sensors."""
    policy = data / "consdb/camera_geometry" / short
    transforms = yaml.safe_load((policy / "cameraTransforms.yaml").read_text())
    centre = yaml.safe_load((policy / "rafts.yaml").read_text())["rafts"][raft]["offset"]
    serials = yaml.safe_load((policy / f"{raft}.yaml").read_text())[raft]["ccdSerials"]
    detectors = []
    for id, (part, full_name, raft_name, part_name) in enumerate(places):
        row, column = int(part[1]), int(part[2])
        offset = (centre[0] + (column - 1) * PITCH, centre[1] + (row - 1) * PITCH)
        detectors.append(
            detector(id, full_name, raft_name, part_name, "science", "ITL", offset, 0, serials[part])
        )
    radial = transforms["transforms"]["FieldAngle"]["coeffs"]
    write(
        folder, name, source, transforms["plateScale"], transforms.get("focalPlaneParity", False),
        radial_line(radial), [ITL], detectors,
    )


def radial_line(coefficients):
    return ["field-angle radial plate-scale " + " ".join(map(str, coefficients))]


def main(data, folder):
    obs_lsst = "lsst/obs_lsst at 0e84d755, "
    serials = normalized(
        data, folder, "lsstcamsim_geometry.json", "LSSTCam", obs_lsst + "policy/lsstCam and lsstCamSim",
        lambda n: n.split("_"), lambda f: radial_line(f["coeffs_dimensionless"]), ["ITL", "E2V", "ITL-WF"],
    )
    for file in (data / "consdb/camera_geometry/lsstCam").glob("R*.yaml"):
        for raft, content in yaml.safe_load(file.read_text()).items():
            for part, serial in content["ccdSerials"].items():
                assert serials[f"{raft.rstrip('W')}_{part}"] == serial
    one_raft(
        data, folder, "comCam", "LSSTComCam", obs_lsst + "policy/comCam", "R22",
        [(f"S{r}{c}", f"R22_S{r}{c}", "R22", f"S{r}{c}") for r in range(3) for c in range(3)],
    )
    one_raft(
        data, folder, "latiss", "LATISS", obs_lsst + "policy/latiss", "RXX", [("S00", "RXX_S00", "-", "RXX_S00")]
    )
    normalized(
        data, folder, "hsc_geometry.json", "HSC", "lsst/obs_subaru at d4a8abe0, hsc camera and distortion",
        lambda n: n.split("_"),
        lambda f: [
            f"field-angle polynomial {f['order']} 0.015 {11.2 * 0.015}",
            "polynomial-x " + " ".join(map(str, f["x_coeffs"])),
            "polynomial-y " + " ".join(map(str, f["y_coeffs"])),
        ],
        ["HPK"],
    )
    normalized(
        data, folder, "decam_geometry.json", "DECam", "lsst/obs_decam at 35ef7ab7, camera geometry",
        lambda n: (n[0], n[1:]),
        lambda f: ["field-angle radial radians " + " ".join(map(str, f["coeffs_rad_per_mm"]))],
        ["LBNL"],
    )


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
