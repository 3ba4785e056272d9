"""Looks for what was noted, and for the keys of the workspace, in the memory of the program after its last turn, and
while it is hidden and locked, as root; no answer is printed.

Usage: tests/workspace/memory.py PROGRAM [ROUNDS]     (50)

The program is held for a moment before it ends (strace delays the call), and all of its memory that can be written is
read. The scan itself is tried each time while the talk goes on: there it has to find the note and the key.
"""
import fcntl
import hmac
import os
import pty
import random
import select
import struct
import re
import subprocess
import sys
import tempfile
import termios
import time

from talk import FORM, PASSPHRASE, SCREEN, Talk, around, made, opened, usual

HELD = ["strace", "-qq", "-f", "-o", "/dev/null", "-e", "trace=exit_group", "-e", "inject=exit_group:delay_enter=3000000"]
ENDINGS = ["to the end", "stopped", "the input ends", "nothing kept", "put aside"]


def secrets(home):
    """The secret key of the workspace in letters and in bytes, the key of its checksums, and the passphrase."""
    text = opened(os.path.join(home, ".local/share/safelight"), "key.age", ()).decode()
    key = next(line for line in text.splitlines() if line.startswith("AGE-SECRET-KEY-1"))
    bits = "".join(f"{'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'.index(letter):05b}" for letter in key[16:-6])
    raw = bytes(int(bits[at:at + 8], 2) for at in range(0, 256, 8))
    drawn = hmac.digest(bytes(32), key.encode(), "sha256")
    checksums = hmac.digest(drawn, b"safelight workspace 1 checksums\x01", "sha256")
    return key.encode(), raw, checksums, PASSPHRASE.strip().encode()


def found_keys(pid, keys):
    """How often one of these is in memory that can be written."""
    return sum(found(pid, key) for key in keys)


def found(pid, canary):
    """How often it is in memory that can be written."""
    canary, count = canary if isinstance(canary, bytes) else canary.encode(), 0
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            place, modes = line.split()[:2]
            if "w" not in modes or "[v" in line:
                continue
            begin, end = (int(one, 16) for one in place.split("-"))
            try:
                memory.seek(begin)
                held = memory.read(end - begin)
            except OSError:
                continue
            count += len(re.findall(re.escape(canary), held))
    return count


def below(child):
    """The program itself, below the tracer."""
    with open(f"/proc/{child.pid}/task/{child.pid}/children", encoding="utf-8") as children:
        return int(children.read().split()[0])


def talked(program, home, ending, canary, keeps):
    """Leads one talk to an ending. Returns how often the note and the keys were found meanwhile, and after it."""
    keys = secrets(home) if keeps else ()
    talk = Talk(program, [*SCREEN, *([] if keeps else ["--no-record"])], home, HELD)
    if keeps:
        talk.type(PASSPHRASE)
    pid, meanwhile, questions = None, 0, 0
    while (page := talk.page()) is not None:
        pid = pid or below(talk.child)
        if "Is this question" not in page:
            talk.type(usual(page, ending, keeps))
            continue
        questions += 1
        if questions in (2, 4):
            talk.type(f"n {canary} and more words of it")
            talk.page()
        if questions == 5:
            meanwhile = found(pid, canary)
            if keeps and not found_keys(pid, keys):
                sys.exit("the scan does not find the keys that are in use")
        if questions == 5 and ending == "the input ends":
            talk.child.stdin.close()
        else:
            talk.type("q" if questions == 5 and ending in ("stopped", "put aside") else "1")
    time.sleep(0.3)
    after = found(pid, canary) + found_keys(pid, keys)
    talk.child.kill()
    subprocess.run(["pkill", "-9", "-f", str(FORM)], check=False)
    talk.child.wait()
    return meanwhile, after


class Terminal:
    """The program on a terminal of 80 columns and 24 rows."""

    def __init__(self, program, arguments, home):
        self.pid, self.end = pty.fork()
        if self.pid == 0:
            os.execve(program, [program, *arguments], around(home) | {"TERM": "xterm"})
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def wait_for(self, words, limit=90):
        """What comes until these words are there, and nothing more for a moment: then keys count."""
        said, late = b"", time.monotonic() + limit
        while words.encode() not in said:
            if time.monotonic() > late:
                sys.exit(f"the screen never shows: {words}")
            said += self.more(1)
        while more := self.more(0.7):
            said += more
        return said.decode(errors="replace")

    def more(self, limit):
        return os.read(self.end, 1 << 16) if select.select([self.end], [], [], limit)[0] else b""

    def press(self, keys, words):
        os.write(self.end, keys.encode())
        return self.wait_for(words)


def hidden(program, canary):
    """Locks the screen with a note in the draft and another one half typed, and opens it again. Returns how often each
    and the keys were found before, and while it was locked."""
    half = canary[::-1]
    with tempfile.TemporaryDirectory() as home:
        made(program, home)
        keys = secrets(home)
        settings = os.path.join(home, "settings.toml")
        with open(settings, "w", encoding="utf-8") as file:
            file.write("idle_minutes = 1\njurisdiction = \"us-federal\"\n")
        talk = Terminal(program, ["--config", settings, "screen", str(FORM)], home)
        talk.wait_for("Passphrase")
        talk.press(PASSPHRASE + "\r", "in danger right now")
        talk.press("2", "nobody can hear")
        talk.press("1", "share a language")
        talk.press("1", "Before you begin")
        talk.press("\r", "Agreement")
        talk.press("1", "number 0")
        talk.press("n", "Their own words")
        talk.press(f"{canary} and more", canary)
        talk.press("\r", "Noted.")
        talk.press("1", "number 1")
        talk.press("1", "number 2")
        talk.press("n", "Their own words")
        talk.press(half, half)
        before = found(talk.pid, canary), found(talk.pid, half), found_keys(talk.pid, keys)
        talk.wait_for("Notes")
        locked = found(talk.pid, canary), found(talk.pid, half), found_keys(talk.pid, keys)
        talk.press("\r", "Passphrase, then Enter")
        os.write(talk.end, PASSPHRASE.encode())
        time.sleep(1)
        # What was half typed is there, and behind it what was noted.
        talk.press("\r", half)
        talk.press("\x15", "Type the words")
        talk.press("\r", "number 2")
        talk.press("b", "number 1")
        talk.press("b", canary)
        os.kill(talk.pid, 9)
        os.waitpid(talk.pid, 0)
    return before, locked


def main():
    program = os.path.abspath(sys.argv[1])
    before, locked = hidden(program, "Quendilmoss")
    if 0 in before:
        sys.exit("the scan does not find what is there before the screen is locked")
    print(f"locked: a note is found {locked[0]} times, what was half typed {locked[1]} times, keys {locked[2]} times "
          f"(before: {before})")
    if any(locked):
        sys.exit("it stayed in memory")
    after_the_last_turn(program)


def after_the_last_turn(program):
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    dice, left = random.Random(12), 0
    for nth in range(rounds):
        ending = ENDINGS[nth % len(ENDINGS)]
        keeps = dice.random() < 0.6 or ending == "put aside"
        canary = "Quendil" + "".join(dice.choice("bcdfghkmnp") for _ in range(12))
        with tempfile.TemporaryDirectory() as home:
            made(program, home)
            meanwhile, after = talked(program, home, ending, canary, keeps)
        if meanwhile == 0:
            sys.exit(f"the scan does not find what is there ({ending})")
        if after:
            left += 1
            print(f"{ending}, {'kept' if keeps else 'not kept'}: found {after} times after the last turn")
    print(f"{rounds} talks, {left} of which left something in memory")
    sys.exit(1 if left else 0)


if __name__ == "__main__":
    main()
