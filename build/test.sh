#!/usr/bin/env bash
# Runs every test there is, from a fresh clone too, and ends with one line of counts.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$here" || exit 1

need() { command -v "$1" >/dev/null || { echo "platebook: the tests need $1: $2" >&2; exit 2; }; }
need mvn "install Maven 3.8 or later"
need npm "install Node.js 20 or later with npm"

# Some tests want Debian's Chromium and STILTS. A machine that lets us install them gets them; elsewhere those tests say that they were skipped.
if ! { command -v chromium && command -v stilts; } >/dev/null && [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium stilts) >/dev/null 2>&1 ||
        echo "chromium and stilts could not be installed: some tests will be skipped"
fi

# Every room is tested even where one fails; the count at the end decides.
mvn --batch-mode --no-transfer-progress -Dmaven.test.failure.ignore=true verify "$@"
status=$?

# One line over all rooms, from what the test runner wrote down, and the reasons of tests that were skipped.
sum() { tr '\n' ' ' < <(cat ./*/target/surefire-reports/TEST-*.xml 2>/dev/null) | grep -o '<testsuite [^>]*>' | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{n += $1} END {print n + 0}'; }
cat ./*/target/surefire-reports/TEST-*.xml 2>/dev/null | grep -o '<skipped message="[^"]*"' | sed 's/<skipped message="/skipped: /; s/"$//; s/&#10;.*//' | sort | uniq -c
tests=$(sum tests)
skipped=$(sum skipped)
failed=$(($(sum failures) + $(sum errors)))
echo "$((tests - failed - skipped)) passed, $failed failed, $skipped skipped"
[ "$status" -eq 0 ] || exit "$status"
[ "$failed" -eq 0 ] && [ "$tests" -gt 0 ]
