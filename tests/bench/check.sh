#!/bin/sh
# How long `safelight check` takes over 10,000 questionnaires of 40 questions in one call, beside reading
# the same bytes with `cat`.
#
#   tests/bench/check.sh [FILES] [ROUNDS]     (10,000 files and 3 rounds unless told)
#   BEFORE=old/safelight tests/bench/check.sh (another build beside it, in the same run; several, apart by spaces)
#
# The release binary is built if it is not there; SAFELIGHT names another. The files are made from benches/forty.toml: every one
# has an id and points of its own, from a fixed seed. All commands run
# once a round, one after the other, so that they share whatever else the machine does; the first round
# only fills the cache of the disk. Needs python3, to make the files and as a clock.

set -eu
cd "$(dirname "$0")/../.."
safelight=${SAFELIGHT:-target/release/safelight}
[ -x "$safelight" ] || cargo build --release

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" XDG_CONFIG_HOME="$work" LC_ALL=C

cat > "$work/run.py" <<'RUN'
import os, pathlib, random, re, resource, statistics, subprocess, sys, time

files, rounds, safelight, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], pathlib.Path(sys.argv[4])
template = pathlib.Path("benches/forty.toml").read_text()
dice = random.Random(40)

def one(number):
    text = template.replace('"forty"', f'"forty-{number}"', 1)
    return re.sub(r"(points\s*=\s*)([1-9]\d*)", lambda found: found[1] + str(dice.randint(1, 4)), text)

folder.mkdir()
total = 0
for number in range(files):
    text = one(number)
    total += len(text)
    (folder / f"{number:05}.toml").write_text(text)

nowhere = open(os.devnull, "w")

def wall(command):
    start = time.perf_counter()
    code = subprocess.run(command, stdout=nowhere, stderr=nowhere, shell=isinstance(command, str)).returncode
    if code not in (0, 1):
        sys.exit(f"ended with {code}: {command}")
    return time.perf_counter() - start

builds = {"check": safelight}
for place, before in enumerate(os.environ.get("BEFORE", "").split()):
    builds[f"before{place + 1 if place else ''}"] = before
commands = {name: [build, "check", str(folder)] for name, build in builds.items()}
check = commands["check"]
cat = f"find {folder} -name '*.toml' -print0 | xargs -0 cat"
commands["cat"] = cat
took = {name: [] for name in commands}
for place in range(rounds + 1):
    for name, command in commands.items():
        seconds = wall(command)
        if place:
            took[name].append(seconds)

checked, read = statistics.median(took["check"]), statistics.median(took["cat"])
print(f"{files} files, {total / 1e6:.1f} MB, {os.cpu_count()} cores, medians of {rounds} rounds")
print(f"check {checked:.2f} s ({checked / files * 1e6:.0f} microseconds a file), cat {read:.2f} s: {checked / read:.1f} times")
summary = subprocess.run(check, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1]
for name in builds:
    print(f"{name}: {statistics.median(took[name]):.3f} s")
print(f"its last line: {summary}")
RUN

python3 "$work/run.py" "${1:-10000}" "${2:-3}" "$safelight" "$work/files"
if [ -x /usr/bin/time ]; then
    /usr/bin/time -f %M -o "$work/peak" "$safelight" check "$work/files" > /dev/null 2>&1 || true
    echo "peak memory: $(($(tail -n 1 "$work/peak") / 1024)) MiB"
else
    echo 'peak memory: there is no /usr/bin/time to tell it'
fi
