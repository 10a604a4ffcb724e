#!/usr/bin/env bash
# Runs every test there is, from a fresh clone too, and ends with one line of counts.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$here" || exit 1

need() { command -v "$1" >/dev/null || { echo "platebook: the tests need $1: $2" >&2; exit 2; }; }
need mvn "install Maven 3.8 or later"
need npm "install Node.js 20 or later with npm"

# The browser tests want Debian's Chromium. A machine that lets us install it gets it; elsewhere those tests say that they were skipped.
if ! command -v chromium >/dev/null && [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium) >/dev/null 2>&1 ||
        echo "chromium could not be installed: browser tests will be skipped"
fi

# Every room is tested even where one fails; the count at the end decides.
mvn --batch-mode --no-transfer-progress -Dmaven.test.failure.ignore=true verify "$@"
status=$?

# One line over all rooms, from what the test runner wrote down.
python3 - <<'PY'
import glob, sys, xml.etree.ElementTree as tree
total = failed = skipped = 0
for name in glob.glob("*/target/surefire-reports/TEST-*.xml"):
    suite = tree.parse(name).getroot()
    total += int(suite.get("tests")); skipped += int(suite.get("skipped"))
    failed += int(suite.get("failures")) + int(suite.get("errors"))
    for case in suite.iter("testcase"):
        reason = case.find("skipped")
        if reason is not None:
            print("skipped:", case.get("classname").split(".")[-1], case.get("name"), "-", (reason.get("message") or "").strip().split("\n")[0])
print(f"{total - failed - skipped} passed, {failed} failed, {skipped} skipped")
sys.exit(1 if failed or not total else 0)
PY
counted=$?
[ "$status" -eq 0 ] || exit "$status"
exit "$counted"
