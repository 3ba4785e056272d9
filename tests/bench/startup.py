"""The clock of startup.sh, which says what is measured and sets SAFELIGHT, FIXED, ONCE and perhaps BEFORE."""

import fcntl
import os
import pty
import re
import select
import shutil
import statistics
import struct
import subprocess
import sys
import termios
import time

ROUNDS, ANSWERS = int(sys.argv[1]), sys.argv[2]
BINARIES = {"": os.environ["SAFELIGHT"], "fixed ": os.environ["FIXED"]}
for place, before in enumerate(os.environ.get("BEFORE", "").split()):
    BINARIES[f"before{place + 1 if place else ''} "] = before
MODEL = "questionnaires/adult-brief/1.0.0.toml"
OURS = {
    "version": ["--version"],
    "screening": ["screen", "adult-brief", "--plain"],
    "forty": ["screen", "benches/forty.toml", "--plain"],
    "list": ["list"],
    "show": ["show", "adult-brief"],
    "score": ["score", ANSWERS],
    "check": ["check", MODEL],
}
OTHERS = {
    "true": ["/bin/true"],
    "printf": ["/bin/sh", "-c", "printf 'Are you alone with the person? '"],
    "none": [os.environ["ONCE"], "none", MODEL],
    "plain": [os.environ["ONCE"], "plain", MODEL],
    "read": [os.environ["ONCE"], "read", MODEL],
    "python": [sys.executable, "-c", "input()"],
}
# An input that ends too early ends these two with 2.
EXPECTED = {"screening": 2, "forty": 2, "python": 1}
COMMANDS = dict(OTHERS)
for before, program in BINARIES.items():
    for name, arguments in OURS.items():
        COMMANDS[before + name] = [program, *arguments]

NOWHERE = os.open(os.devnull, os.O_RDWR)
TO_NOWHERE = [(os.POSIX_SPAWN_DUP2, NOWHERE, place) for place in (0, 1, 2)]


def timed(name):
    """Runs a command; returns its CPU and wall time in milliseconds."""
    command = COMMANDS[name]
    start = time.perf_counter_ns()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=TO_NOWHERE)
    _, status, used = os.wait4(child, 0)
    wall = (time.perf_counter_ns() - start) / 1e6
    code = os.waitstatus_to_exitcode(status)
    if code != EXPECTED.get(name.split()[-1], 0):
        sys.exit(f"{name} ended with {code}: {' '.join(command)}")
    return (used.ru_utime + used.ru_stime) * 1e3, wall


def first_screen(command):
    """Starts a command on a terminal; returns the milliseconds until its first screen was there."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    name = os.ttyname(its)
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, name, os.O_RDWR, 0),
        (os.POSIX_SPAWN_DUP2, 0, 1),
        (os.POSIX_SPAWN_DUP2, 0, 2),
    ]
    start = time.perf_counter_ns()
    surroundings = {**os.environ, "TERM": "xterm-256color"}
    child = os.posix_spawn(command[0], command, surroundings, setsid=True, file_actions=actions)
    os.close(its)
    last, patience = start, 5.0
    while select.select([ours], [], [], patience)[0]:
        if not os.read(ours, 65536):
            break
        last, patience = time.perf_counter_ns(), 0.05
    os.kill(child, 9)
    os.waitpid(child, 0)
    os.close(ours)
    return (last - start) / 1e6


def instructions(command):
    """Returns how many instructions of its own a command runs, in millions."""
    counted = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
        stdin=subprocess.DEVNULL, capture_output=True, text=True,
    )
    found = re.search(r"Collected : (\d+)", counted.stderr)
    return int(found[1]) / 1e6 if found else float("nan")


def peak_kib(command):
    """Returns the most memory that a command held, in KiB."""
    told = subprocess.run(
        ["/usr/bin/time", "-f", "%M", *command], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    return int(told.stderr.split()[-1])


def goal(what, value, most):
    print(f"{'met' if value <= most else 'NOT MET':8} {what}: {value:.2f}, goal at most {most}")


def whole_processes():
    measured = {name: [] for name in COMMANDS}
    for place in range(ROUNDS + 2):
        for name in COMMANDS:
            if name == "python" and place % 5:
                continue
            figures = timed(name)
            if place >= 2:
                measured[name].append(figures)
    cpu = {name: statistics.median(figures[0] for figures in all_) for name, all_ in measured.items()}
    wall = {name: statistics.median(figures[1] for figures in all_) for name, all_ in measured.items()}
    counted = {}
    if shutil.which("valgrind"):
        counted = {name: instructions(command) for name, command in COMMANDS.items() if name != "python"}
    print(f"{ROUNDS} rounds, medians in milliseconds; instructions in millions, by callgrind")
    print(f"{'':18} {'CPU':>7} {'wall':>7} {'CPU / true':>11} {'wall / printf':>14} {'instructions':>13}")
    for name in COMMANDS:
        print(
            f"{name:18} {cpu[name]:7.2f} {wall[name]:7.2f} {cpu[name] / cpu['true']:11.2f} "
            f"{wall[name] / wall['printf']:14.2f} {counted.get(name, float('nan')):13.2f}"
        )
    return cpu, wall, counted


def screens():
    shown = {f"{before}safelight": [program, "screen", "adult-brief"] for before, program in BINARIES.items()}
    for name in ("whiptail", "dialog"):
        if shutil.which(name):
            shown[name] = [shutil.which(name), "--yesno", "Are you alone with the person?", "10", "60"]
    taken = {name: [] for name in shown}
    for _ in range(max(ROUNDS // 5, 5)):
        for name, command in shown.items():
            taken[name].append(first_screen(command))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    print("\nfirst screen on a terminal, milliseconds: " + ", ".join(f"{name} {taken:.2f}" for name, taken in medians.items()))
    return medians


cpu, wall, counted = whole_processes()
first = screens()
print()
for kind in ("", "fixed "):
    goal(f"{kind}first page, CPU / true", cpu[f"{kind}screening"] / cpu["true"], 2.2)
    goal(f"{kind}first page, wall / printf", wall[f"{kind}screening"] / wall["printf"], 1.5)
    if "whiptail" in first:
        goal(f"{kind}first screen on a terminal / whiptail", first[f"{kind}safelight"] / first["whiptail"], 1.0)
for name, most in (("list", 3), ("show", 4), ("score", 3)):
    goal(f"{name}, CPU / true", cpu[name] / cpu["true"], most)
if counted:
    read, plain = counted["read"] - counted["none"], counted["plain"] - counted["none"]
    goal("reading / plain toml with serde, instructions", read / plain, 1.5)
goal("size of the binary, MiB", os.path.getsize(BINARIES[""]) / 2**20, 8)
if os.path.exists("/usr/bin/time"):
    for before, program in BINARIES.items():
        goal(f"{before}peak memory of the first page, MiB", peak_kib([program, *OURS["screening"]]) / 1024, 5)
