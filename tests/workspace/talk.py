"""One talk of the form `noted.toml` with the program through pipes, page by page."""
import os
import pathlib
import pty
import re
import subprocess

FORM = pathlib.Path("tests/workspace/noted.toml")
PASSPHRASE = "correct horse battery"
SCREEN = ["screen", str(FORM), "--plain", "--jurisdiction", "us-federal"]
LAST = [b"Done. ", b"put aside, sealed;", b"Stopped: ", b"nothing was kept", b"error: "]


def around(home):
    return {"HOME": home, "XDG_CONFIG_HOME": home, "PATH": os.environ["PATH"], "TZ": "UTC"}


def made(program, home):
    """Makes a workspace."""
    twice = f"{PASSPHRASE}\n{PASSPHRASE}\n"
    subprocess.run([program, "records", "init"], input=twice, text=True, check=True, stdout=subprocess.DEVNULL,
                   env=around(home))


def opened(folder, name, identity=("-i", "key.age"), passphrase=PASSPHRASE):
    """What age prints; it asks for the passphrase on a terminal, and prints to a file beside."""
    out = os.path.join(folder, "opened.tmp")
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvp("age", ["age", "-d", *identity, "-o", out, name])
    said = b""
    while b"assphrase" not in said:
        said += os.read(terminal, 1024)
    os.write(terminal, passphrase.encode() + b"\r")
    try:
        while os.read(terminal, 1024):
            pass
    except OSError:
        pass
    _, status = os.waitpid(child, 0)
    assert status == 0, f"age does not open {name}"
    text = pathlib.Path(out).read_bytes()
    os.unlink(out)
    return text


class Talk:
    """`before` is what the program is started with, such as a tracer."""

    def __init__(self, program, arguments, home, before=()):
        self.child = subprocess.Popen([*before, program, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, env=around(home), bufsize=0)
        self.said = b""

    def type(self, line):
        try:
            self.child.stdin.write(line.encode() + b"\n")
        except BrokenPipeError:
            pass

    def page(self):
        """What is said up to the next prompt; nothing once it is over. What was said last is in `said`."""
        self.said = b""
        while not self.said.endswith(b"\n> "):
            more = os.read(self.child.stdout.fileno(), 1 << 16)
            if not more:
                return None
            self.said += more
            if any(last in self.said for last in LAST):
                return None
        return self.said.decode()


def chosen(page, words):
    """The number of the item with these words."""
    items = [line for line in page.splitlines() if words in line and re.match(r"\d+\. ", line)]
    return items[0].split(".")[0] if items else "1"


def usual(page, ending, keeps):
    """What is typed at a page that is no question of the form."""
    if "Put it aside" in page:
        return chosen(page, "Put it aside" if ending == "put aside" else "summary")
    if "Type your reason" in page:
        return "The law asks for it"
    if "Leave, keep nothing" in page:
        return "1" if keeps and ending != "nothing kept" else chosen(page, "Leave, keep nothing")
    if "May we keep a copy" in page:
        return "2" if ending == "nothing kept" else "1"
    if "Finish" in page:
        return chosen(page, "Finish")
    if "in danger right now" in page:
        return "2"
    return "1" if "\n1. " in page else ""
