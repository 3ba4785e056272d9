#!/usr/bin/env bash
# Looks at the pages that practice writes, in a headless Chromium: axe-core finds no serious accessibility
# fault, and nothing is asked of any network. Run by hand; it needs node with npm, and Chromium:
#
#   cargo build && tests/practice/pages.sh
#
# CHROMIUM names another browser than the one on the path, SAFELIGHT another program, and SHOTS a folder
# that gets a picture of each page, and its print as PDF.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${SAFELIGHT:-target/debug/safelight}
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$program" practice class tests/practice/class --export "$work/class.html" >/dev/null
"$program" practice --plain cousin-stays --export "$work/debrief.html" <tests/practice/cousin-stays.txt >/dev/null

cp tests/practice/pages.mjs "$work/"
(cd "$work" && npm install --silent --no-audit --no-fund axe-core@4 playwright-core@1 >/dev/null)
CHROMIUM="$chromium" SHOTS="${SHOTS:-}" node "$work/pages.mjs" "$work/class.html" "$work/debrief.html"
