"""Looks for what was noted in the memory of the program after its last turn, as root; no answer is printed.

Usage: tests/workspace/memory.py PROGRAM [ROUNDS]     (50)

The program is held for a moment before it ends (strace delays the call), and all of its memory that can be written is
read. The scan itself is tried each time while the talk goes on: there it has to find the note.
"""
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

FORM = pathlib.Path("tests/workspace/noted.toml")
PASSPHRASE = "correct horse battery"
LAST = [b"Done. ", b"put aside, sealed;", b"Stopped: ", b"nothing was kept", b"error: "]
ENDINGS = ["to the end", "stopped", "the input ends", "nothing kept", "put aside"]


def found(pid, canary):
    """How often it is in memory that can be written."""
    count = 0
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
            count += len(re.findall(re.escape(canary.encode()), held))
    return count


class Talk:
    def __init__(self, program, arguments, home):
        environment = {"HOME": home, "XDG_CONFIG_HOME": home, "PATH": os.environ["PATH"], "TZ": "UTC"}
        held = ["strace", "-qq", "-f", "-o", "/dev/null", "-e", "trace=exit_group", "-e",
                "inject=exit_group:delay_enter=3000000"]
        self.child = subprocess.Popen([*held, program, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, env=environment, bufsize=0)
        self.pid = None

    def find(self):
        """Finds the program itself, below strace."""
        with open(f"/proc/{self.child.pid}/task/{self.child.pid}/children", encoding="utf-8") as below:
            self.pid = int(below.read().split()[0])

    def type(self, line):
        try:
            self.child.stdin.write(line.encode() + b"\n")
        except BrokenPipeError:
            pass

    def page(self):
        """What is said up to the next prompt; nothing at the end."""
        said = b""
        while not said.endswith(b"\n> "):
            more = os.read(self.child.stdout.fileno(), 1 << 16)
            if not more:
                return None
            said += more
            if any(last in said for last in LAST):
                return None
        return said.decode()


def talked(program, home, ending, canary, keeps):
    """Leads one talk to an ending. Returns how often the note was found meanwhile, and after it."""
    talk = Talk(program, ["screen", str(FORM), "--plain", "--jurisdiction", "us-federal",
                          *([] if keeps else ["--no-record"])], home)
    if keeps:
        talk.type(PASSPHRASE)
    meanwhile, questions = 0, 0
    while (page := talk.page()) is not None:
        if not talk.pid:
            talk.find()
        if "Question " in page or "Is this question" in page:
            questions += 1
            if questions in (2, 4):
                talk.type(f"n {canary} and more words of it")
                talk.page()
            if questions == 5:
                meanwhile = found(talk.pid, canary)
                if ending == "the input ends":
                    talk.child.stdin.close()
                    continue
                if ending in ("stopped", "put aside"):
                    talk.type("q")
                    continue
            talk.type("1")
        elif "Put it aside" in page:
            item = next(line for line in page.splitlines() if "Put it aside" in line)
            other = next((line for line in page.splitlines() if "summary" in line.lower() and re.match(r"\d\. ", line)), item)
            talk.type((item if ending == "put aside" else other).split(".")[0])
        elif "Type your reason" in page:
            talk.type("The law asks for it")
        elif "Leave, keep nothing" in page:
            item = next(line for line in page.splitlines() if "Leave, keep nothing" in line)
            talk.type("1" if keeps and ending != "nothing kept" else item.split(".")[0])
        elif "May we keep a copy" in page:
            talk.type("2" if ending == "nothing kept" else "1")
        elif page.startswith("Summary") or "\nSummary" in page:
            item = [line for line in page.splitlines() if re.match(r"\d+\. (Finish|End|Done)", line)]
            talk.type(item[0].split(".")[0] if item else "1")
        elif "\n1. " in page:
            talk.type("1")
        else:
            talk.type("")
    time.sleep(0.3)
    after = found(talk.pid, canary)
    talk.child.kill()
    subprocess.run(["pkill", "-9", "-f", str(FORM)], check=False)
    talk.child.wait()
    return meanwhile, after


def main():
    program, rounds = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 50
    dice, left = random.Random(12), 0
    for nth in range(rounds):
        ending, keeps = ENDINGS[nth % len(ENDINGS)], dice.random() < 0.6 or ENDINGS[nth % len(ENDINGS)] == "put aside"
        canary = "Quendil" + "".join(dice.choice("bcdfghkmnp") for _ in range(12))
        with tempfile.TemporaryDirectory() as home:
            twice = f"{PASSPHRASE}\n{PASSPHRASE}\n"
            subprocess.run([program, "records", "init"], input=twice, text=True, check=True, stdout=subprocess.DEVNULL,
                           env={"HOME": home, "XDG_CONFIG_HOME": home})
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
