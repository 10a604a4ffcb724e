#!/bin/sh
# Builds the portal into portal/target/portal, if its sources changed since the last time.
set -eu
cd "$(dirname "$0")"
out=../target/portal
command -v npm >/dev/null || {
    echo "platebook: the portal is built with Node.js 20.19 or later (node and npm), which is not on the PATH" >&2
    exit 1
}
digest() { cat "$@" | sha256sum | cut -d ' ' -f 1; }
sources=$(find src public index.html package-lock.json package.json vite.config.ts tsconfig.json svelte.config.js build.sh -type f | LC_ALL=C sort)
# shellcheck disable=SC2086 # one word per file
now=$(digest $sources)
mkdir -p "$out"
[ "$(cat "$out/.built" 2>/dev/null)" = "$now" ] && exit 0

lock=$(digest package-lock.json)
if [ "$(cat node_modules/.installed 2>/dev/null)" != "$lock" ]; then
    npm ci --prefer-offline --no-audit --no-fund --loglevel=error
    echo "$lock" > node_modules/.installed
fi
npm run --silent check -- --output machine >"$out.log" 2>&1 || { cat "$out.log" >&2; exit 1; }
npm run --silent build -- --logLevel warn
echo "$now" > "$out/.built"
