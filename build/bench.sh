#!/usr/bin/env bash
# Builds Platebook and runs its benchmarks one after the other, or those named, as in: build/bench.sh Exposure Tap
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$here"

eval "$(sed -n '/^java_home()/,/^}/p' platebook)" # finds the JDK 25 as ./platebook does
jdk=$(java_home)
[ -n "$jdk" ] || { echo "platebook: the benchmarks need a JDK 25: install one or set JAVA_HOME to it" >&2; exit 2; }

./platebook --version
mvn -q -Dmaven.test.skip=true -pl bench -am compile \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=target/classpath

if [ $# = 0 ]; then set -- Translation Exposure Backfill History Rest AsOf QueryStream Bulk Sky SkyRules Tap Start; fi
for name in "$@"; do
    printf '\n== %s, load %s\n' "$name" "$(cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown)"
    "$jdk/bin/java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC \
        -cp "bench/target/classes:$(cat bench/target/classpath)" "org.platebook.bench.${name}Bench" 2>bench/target/"$name".log ||
        { tail -n 20 bench/target/"$name".log >&2; echo "$name ended with a failure"; }
done
