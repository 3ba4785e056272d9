#!/bin/sh
# How long the first question takes, side by side with a shell and the smallest program there is.
#
#   tests/bench/startup.sh [ROUNDS]        (100 rounds unless told; run it when the machine is quiet)
#
# The release binary is built if it is not there. Every command runs once a round, one after the other,
# so that all share whatever else the machine does; medians and their ratios are printed. Each command
# gets an empty standard input and writes to nowhere:
#
#   screening   `safelight screen adult-brief --plain`: reads the questionnaire (70 KB of TOML), prints
#               its first page and prompt, finds that the input is at its end, and ends.
#   forty       the same with benches/forty.toml, which has the size of an ordinary questionnaire (14 KB).
#   check       `safelight check` of the adult-brief file.
#   score       `safelight score` of the answers document below, with the built-in adult-brief.
#
# Needs python3, as a clock only: a shell cannot time a process to a tenth of a millisecond. Commands are
# started by posix_spawn, and wait4 tells the CPU time. It tells the peak memory wrongly, as at least that
# of the clock itself, so `/usr/bin/time` tells that, where it is there.

set -eu
cd "$(dirname "$0")/../.."
safelight=target/release/safelight
[ -x "$safelight" ] || cargo build --release

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# No configuration of whoever runs this, and no time zone but the machine's.
export HOME="$work" XDG_CONFIG_HOME="$work" LC_ALL=C
unset TZ ACCESSIBLE 2>/dev/null || true

cat > "$work/answers.json" <<'ANSWERS'
{"format": 1, "questionnaire": "adult-brief@1.0.0",
 "answers": {"age_band": "age_25_59", "documents_held": "yes", "hours_per_week": 70,
             "threats": {"state": "declined"}, "debt": "yes", "debt_hold": {"state": "dont_know"}}}
ANSWERS

cat > "$work/clock.py" <<'CLOCK'
import os, statistics, sys, time

rounds, safelight, answers = int(sys.argv[1]), sys.argv[2], sys.argv[3]
commands = {
    "true": ["/bin/true"],
    "printf": ["/bin/sh", "-c", "printf 'Are you alone with the person? '"],
    "version": [safelight, "--version"],
    "screening": [safelight, "screen", "adult-brief", "--plain"],
    "forty": [safelight, "screen", "benches/forty.toml", "--plain"],
    "check": [safelight, "check", "questionnaires/adult-brief/1.0.0.toml"],
    "score": [safelight, "score", answers],
    "python": [sys.executable, "-c", "input()"],
}
expected = {"screening": 2, "forty": 2, "python": 1}
nowhere = os.open(os.devnull, os.O_RDWR)
actions = [(os.POSIX_SPAWN_DUP2, nowhere, place) for place in (0, 1, 2)]

def run(name):
    start = time.perf_counter_ns()
    child = os.posix_spawn(commands[name][0], commands[name], os.environ, file_actions=actions)
    _, status, used = os.wait4(child, 0)
    wall = (time.perf_counter_ns() - start) / 1e6
    code = os.waitstatus_to_exitcode(status)
    if code != expected.get(name, 0):
        sys.exit(f"{name} ended with {code}: {' '.join(commands[name])}")
    return (used.ru_utime + used.ru_stime) * 1e3, wall

measured = {name: [] for name in commands}
for place in range(rounds + 2):
    for name in commands:
        if name == "python" and place % 5:
            continue
        figures = run(name)
        if place >= 2:
            measured[name].append(figures)

cpu = {name: statistics.median(figures[0] for figures in all_) for name, all_ in measured.items()}
wall = {name: statistics.median(figures[1] for figures in all_) for name, all_ in measured.items()}
print(f"{rounds} rounds, medians in milliseconds")
print(f"{'':10} {'CPU':>7} {'wall':>7} {'CPU / true':>11} {'wall / printf':>14}")
for name in commands:
    print(f"{name:10} {cpu[name]:7.2f} {wall[name]:7.2f} {cpu[name] / cpu['true']:11.2f} {wall[name] / wall['printf']:14.2f}")

def goal(what, value, most):
    print(f"{'met' if value <= most else 'NOT MET':8} {what}: {value:.2f}, goal at most {most}")

for name in ("screening", "forty"):
    goal(f"{name}, CPU / true", cpu[name] / cpu["true"], 2.5)
    goal(f"{name}, wall / printf", wall[name] / wall["printf"], 1.5)
CLOCK

python3 "$work/clock.py" "${1:-100}" "$safelight" "$work/answers.json"

goal_bytes() {
    if [ "$2" -lt "$3" ]; then verdict=met; else verdict='NOT MET'; fi
    printf '%-8s %s: %s KiB, goal below %s KiB\n' "$verdict" "$1" "$(($2 / 1024))" "$(($3 / 1024))"
}

limit=$((8 * 1024 * 1024))
goal_bytes 'size of the release binary' "$(wc -c < "$safelight")" "$limit"
if [ -x /usr/bin/time ]; then
    /usr/bin/time -f %M -o "$work/peak" "$safelight" screen adult-brief --plain < /dev/null > /dev/null 2>&1 || true
    goal_bytes 'peak memory of a screening' "$(($(tail -n 1 "$work/peak") * 1024))" "$limit"
else
    echo 'skipped  peak memory of a screening: there is no /usr/bin/time'
fi
