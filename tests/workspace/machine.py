"""Looks through every file of this machine that was written meanwhile for what was noted in a talk, as root.

Usage: tests/workspace/machine.py PROGRAM

A screening with notes is put aside, gone on with, kept, exported and purged. Afterwards the note stands in the file
that was asked for and nowhere else, and no file of the workspace is named after anything or tells its size.
"""
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

from talk import PASSPHRASE, SCREEN, Talk, around, made, usual

CANARY = "Quendil" + "".join(random.choice("bcdfghkmnp") for _ in range(12))
NOT_FILES = ("/proc", "/sys", "/dev", "/run/udev")


def records(program, home, *arguments):
    ran = subprocess.run([program, "records", *arguments], input=f"{PASSPHRASE}\n", text=True, capture_output=True,
                         env=around(home), check=False)
    if ran.returncode != 0:
        sys.exit(f"records {arguments[0]} ended with {ran.returncode}: {ran.stderr}")
    return ran.stdout


def led(program, home, arguments, ending):
    talk = Talk(program, arguments, home)
    talk.type(PASSPHRASE)
    questions = 0
    while (page := talk.page()) is not None:
        if "Is this question" not in page:
            talk.type(usual(page, ending, True))
            continue
        questions += 1
        if questions == 2:
            talk.type(f"n {CANARY} and more words of it")
            talk.page()
        talk.type("q" if questions == 4 and ending == "put aside" else "1")
    talk.child.stdin.close()
    rest = talk.child.stdout.read()
    talk.child.wait()
    return (talk.said + rest).decode()


def written_since(begun):
    for folder, below, names in os.walk("/"):
        below[:] = [one for one in below if not os.path.join(folder, one).startswith(NOT_FILES)]
        for name in names:
            path = os.path.join(folder, name)
            try:
                state = os.lstat(path)
                if os.path.isfile(path) and not os.path.islink(path) and state.st_ctime >= begun:
                    yield path, state.st_size
            except OSError:
                continue


def holders(begun):
    found = []
    for path, _ in written_since(begun):
        try:
            if CANARY.encode() in pathlib.Path(path).read_bytes():
                found.append(path)
        except OSError:
            continue
    return found


def main():
    program = os.path.abspath(sys.argv[1])
    begun = time.time() - 1
    with tempfile.TemporaryDirectory() as home:
        made(program, home)
        aside = led(program, home, [*SCREEN, "--case", "A-0417"], "put aside")
        name = re.search(r"safelight resume (\w+)", aside).group(1)
        led(program, home, ["resume", name, "--plain"], "to the end")
        export = os.path.join(home, "a-0417.json")
        records(program, home, "export", "A-0417", "--detail", "full", "--export", export)
        folder = os.path.join(home, ".local/share/safelight")
        for path, size in written_since(begun):
            if not path.startswith(folder) or not path.endswith(".age") or "key" in path or "recovery" in path:
                continue
            if not re.fullmatch(r"[a-z2-7]+\.[01]\.age", os.path.basename(path)):
                sys.exit(f"a name that is no random one: {os.path.basename(path)}")
        found = holders(begun)
        if found != [export]:
            sys.exit(f"it stands in {len(found)} files: {found}")
        records(program, home, "purge", "A-0417", "--yes")
        found = holders(begun)
        if found != [export]:
            sys.exit(f"after it was removed it stands in {len(found)} files: {found}")
        left = [one for one in os.listdir(folder) if re.search(r"\.[01]\.age$", one)]
        if left:
            sys.exit(f"{len(left)} documents were left by purge")
    print("what was noted stands in the file that was asked for, and nowhere else on this machine")


if __name__ == "__main__":
    main()
