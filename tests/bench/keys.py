#!/usr/bin/env python3
"""From key to screen, and from start to the first screen, on a pseudo-terminal.

Usage: tests/bench/keys.py [PROGRAM] [KEYS]     (target/release/safelight, 1000)

Forms of 30 and 300 questions, at 80x24, 120x40 and 40x10. Prints the median and the maximum in
milliseconds: of the first screen over 20 starts, and of all keys from the moment they are written to
the moment the screen has been sent. Half of the keys answer, half move in the list of all answers. All
answers are the same key, which is the hard case: so soon again it may be a key that is held down, so the
screen first says what it is about to do, and the next question comes when it has not been repeated for
80 ms. That wait is no part of the figures.
"""
import fcntl
import os
import pty
import select
import statistics
import struct
import sys
import tempfile
import termios
import time

SIZES = [(80, 24), (120, 40), (40, 10)]
# Nobody presses the same key faster than this, and what comes faster is taken for a paste or a held key.
APART = 0.15

HEAD = """format = 1
[questionnaire]
id = "bench"
version = "1.0.0"
title = "Bench"
language = "en"
purpose = "To measure."
minutes = 1
license = "CC0-1.0"
review_by = 2099-01-01
[questionnaire.population]
ages = "18+"
settings = ["any"]
law = "any"
[questionnaire.validation]
status = "not-validated"
note = "Nothing."
[[gate]]
id = "danger_now"
danger = true
ask   = "Is anyone in danger right now?"
proceed_on = "no"
otherwise = "Safety comes first."

[[gate]]
id = "private"
ask   = "Are you alone with the person, where nobody can hear?"
proceed_on = "yes"
otherwise = "Do not screen now."

[[gate]]
id = "shared_language"
ask   = "Do you share a language?"
proceed_on = "yes"
otherwise = "Do not screen now."

[[section]]
id = "everything"
title = "All"
"""


def form(count):
    questions = (
        f'[[section.question]]\nid = "q{place}"\nask = "Is this question number {place} of the form?"\n'
        f'kind = "yes_no"\nsensitivity = 0\n'
        for place in range(count)
    )
    return HEAD + "".join(questions)


class Session:
    def __init__(self, program, file, size):
        columns, rows = size
        self.begun = time.perf_counter()
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.environ.update(TERM="xterm-256color", HOME="/nonexistent")
            os.execv(program, [program, "screen", file])

    def screen(self, first=5.0, quiet=0.006):
        """Waits for a screen: returns when its last byte was there, and its text."""
        text, last, limit = b"", None, first
        while select.select([self.terminal], [], [], limit)[0]:
            try:
                text += os.read(self.terminal, 65536)
            except OSError:
                break
            last, limit = time.perf_counter(), quiet
        return last, text

    def press(self, key):
        time.sleep(APART)
        self.screen(first=0)
        begun = time.perf_counter()
        os.write(self.terminal, key)
        last, text = self.screen(first=0.5)
        return ((last or begun) - begun) * 1000, text

    def end(self):
        os.kill(self.process, 15)
        try:
            while os.read(self.terminal, 65536):
                pass
        except OSError:
            pass
        os.waitpid(self.process, 0)
        os.close(self.terminal)


def first_screen(program, file, size):
    session = Session(program, file, size)
    last, _ = session.screen()
    session.end()
    return (last - session.begun) * 1000


def to_the_questions(session):
    session.screen()
    for key in (b"2", b"1", b"1"):
        session.press(key)
    for _ in range(3):
        _, text = session.press(b"\r")
        if b"Agreement" in text:
            break
    while b"1-3 or arrows" not in text:
        _, text = session.press(b" ")
    # On a small screen the first press shows what the number means.
    for _ in range(2):
        _, text = session.press(b"1")
        if b"question number 0" in text:
            return
    sys.exit("the first question did not come")


def keys(program, file, size, count, wanted):
    """Presses that many keys; returns the milliseconds of each."""
    taken = []
    while len(taken) < wanted:
        session = Session(program, file, size)
        to_the_questions(session)
        for _ in range(min(count, wanted // 2)):
            taken.append(timed(session, b"s"))
        for place in range(min(count, wanted - len(taken))):
            taken.append(timed(session, b"\x1b[B" if place % 40 < 20 else b"\x1b[A"))
        session.end()
    return taken[:wanted]


def timed(session, key):
    taken, text = session.press(key)
    if not text:
        sys.exit("a key brought no screen")
    return taken


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "target/release/safelight"
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    print("| questions | size | first screen: median, max | key: median, max | keys |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for count in (30, 300):
            file = os.path.join(folder, f"{count}.toml")
            with open(file, "w", encoding="utf-8") as out:
                out.write(form(count))
            for size in SIZES:
                starts = [first_screen(program, file, size) for _ in range(20)]
                taken = keys(program, file, size, count, wanted)
                print(
                    f"| {count} | {size[0]}x{size[1]} | {statistics.median(starts):.1f}, {max(starts):.1f} ms "
                    f"| {statistics.median(taken):.2f}, {max(taken):.1f} ms | {len(taken)} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
