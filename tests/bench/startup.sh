#!/bin/sh
# What a start costs, beside the smallest program there is, a shell, whiptail, and plain toml with serde.
#
#   tests/bench/startup.sh [ROUNDS]             (100 rounds unless told; run it when the machine is quiet)
#   BEFORE=old/safelight tests/bench/startup.sh (another build beside it, in the same run; several, apart by
#                                                spaces: before, before2 ...)
#
# It measures the binary that `.ci/release` builds, or the one in SAFELIGHT; and beside it, as `fixed`, the same
# with fixed addresses, which is not given away, or the one in FIXED. Every command runs once a round,
# one after the other, so that all share whatever else the machine does; medians and their ratios are
# printed. Each command gets an empty standard input and writes to nowhere:
#
#   screening   `screen adult-brief --plain`: prints the first page and its prompt, finds that the input is at
#               its end, and ends.
#   forty       the same with benches/forty.toml, a file from outside of ordinary size (14 KB).
#   list, show  `list`, and `show adult-brief`.
#   score       `score` of the answers document below, with the built-in adult-brief.
#   check       `check` of the adult-brief file.
#   read, plain one questionnaire read in a process of its own, with every check and by plain toml with serde
#               (benches/once.rs); `none` is that process without the reading.
#
# Then the first screen on a pseudo-terminal, until its last byte, beside whiptail and dialog where they are
# there; the instructions of each command, where valgrind is there to count them; size and peak memory.
# Needs python3, as a clock: a shell cannot time a process to a tenth of a millisecond. It tells the peak
# memory wrongly, as at least that of the clock itself, so `/usr/bin/time` tells that, where it is there.

set -eu
cd "$(dirname "$0")/../.."
if [ -z "${SAFELIGHT:-}" ]; then
    SAFELIGHT=$(.ci/release | tail -n 1 | cut -d' ' -f1)
fi
if [ -z "${FIXED:-}" ]; then
    FIXED=$(FIXED_ADDRESSES=1 .ci/release | tail -n 1 | cut -d' ' -f1)
fi
if [ -z "${ONCE:-}" ]; then
    ONCE=$(cargo bench --no-run --bench once --message-format=json 2>/dev/null |
        sed -n 's/.*"executable":"\([^"]*once-[^"]*\)".*/\1/p' | tail -n 1)
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# No configuration of whoever runs this, and no time zone but the machine's.
export HOME="$work" XDG_CONFIG_HOME="$work" LC_ALL=C SAFELIGHT FIXED ONCE
unset TZ ACCESSIBLE RUST_BACKTRACE 2>/dev/null || true

cat > "$work/answers.json" <<'ANSWERS'
{"format": 1, "questionnaire": "adult-brief@1.0.0",
 "answers": {"age_band": "age_25_59", "documents_held": "yes", "hours_per_week": 70,
             "threats": {"state": "declined"}, "debt": "yes", "debt_hold": {"state": "dont_know"}}}
ANSWERS

python3 tests/bench/startup.py "${1:-100}" "$work/answers.json"
