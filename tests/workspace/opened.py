"""Keeps a screening, opens every file of the workspace with age, and what is exported encrypted. No answer is printed."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

from talk import PASSPHRASE, opened

OF_THE_FILE = "another horse battery"
program = os.path.abspath(sys.argv[1])
talk = pathlib.Path("tests/readme/screening.txt").read_text(encoding="utf-8")


def run(home, arguments, text):
    environment = {"HOME": home, "PATH": os.environ["PATH"], "TZ": "UTC"}
    return subprocess.run([program, *arguments], input=text, env=environment, cwd=home, text=True, capture_output=True)


with tempfile.TemporaryDirectory() as home:
    made = run(home, ["records", "init"], f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert made.returncode == 0, made.stderr
    screen = ["screen", "adult-brief", "--plain", "--jurisdiction", "us-federal"]
    ended = run(home, [*screen, "--case", "A-0417"], f"{PASSPHRASE}\n{talk}")
    assert "Kept in the workspace" in ended.stdout, ended.stderr
    cut = "\n".join(talk.split("\n")[:30]) + "\n"
    aside = run(home, screen, f"{PASSPHRASE}\n{cut}")
    assert "put aside" in aside.stderr, aside.stderr
    folder = os.path.join(home, ".local/share/safelight")
    kinds = []
    for name in sorted(os.listdir(folder)):
        if not name.endswith((".0.age", ".1.age", ".2.age", ".3.age")):
            continue
        head, rest = opened(folder, name).split(b"\n", 1)
        head = json.loads(head)
        assert head["format"] == "safelight" and head["v"] == 1, name
        document, spaces = rest[: head["len"]], rest[head["len"] :]
        assert not spaces.strip(), name
        if head["kind"] == "beside":
            assert b'adult-brief' in document, name
        else:
            json.loads(document)
        kinds.append(head["kind"])
    assert sorted(set(kinds)) == ["beside", "draft", "record"] and len(kinds) == 6, kinds
    # What is exported: with a passphrase of its own, and for a key that age-keygen made.
    show = ["records", "show", "A-0417", "--detail", "full", "--export"]
    shown = run(home, [*show, "x.json.age"], f"{PASSPHRASE}\n{OF_THE_FILE}\n{OF_THE_FILE}\n")
    assert shown.returncode == 0, shown.stderr
    exported = opened(home, "x.json.age", (), OF_THE_FILE)
    assert json.loads(exported)["case"] == "A-0417"
    assert b"A-0417" in exported and b"A-0417" not in pathlib.Path(home, "x.json.age").read_bytes()
    made = subprocess.run(["age-keygen", "-o", "key.txt"], cwd=home, capture_output=True, text=True)
    public = made.stderr.split("Public key: ")[1].strip()
    shown = run(home, [*show, "y.txt", "--encrypt-to", public], f"{PASSPHRASE}\n")
    assert shown.returncode == 0, shown.stderr
    text = subprocess.run(["age", "-d", "-i", "key.txt", "y.txt.age"], cwd=home, capture_output=True, check=True).stdout
    assert text.startswith(b"Summary"), "age does not open what was encrypted for its key"
    print("2 exported files, each opened")
    print(f"{len(kinds)} files, each opened by {subprocess.run(['age', '--version'], capture_output=True, text=True).stdout.strip()}")
