"""Leads a talk through each sample on terminals of several widths, and reads the screen back through tmux.

Usage: tests/scripts/screens.py PROGRAM [TAG...]
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
TAGS = sys.argv[2:] or ["ar", "ti", "vi", "zh", "hi", "km", "ht"]
WIDTHS = [40, 80, 120]
ROWS = 60


class Screen:
    def __init__(self, command, width, home):
        # A server of its own: one that is just ending would take it down with it.
        self.socket = ["tmux", "-L", f"scripts-{os.getpid()}-{time.monotonic_ns()}"]
        environment = os.environ | {"HOME": home, "XDG_CONFIG_HOME": home, "LC_ALL": "C.UTF-8"}
        subprocess.run([*self.socket, "-f", "/dev/null", "new-session", "-d", "-x", str(width), "-y", str(ROWS), command],
                       check=True, env=environment)
        self.last = None

    def rows(self):
        """The rows, once they stand still."""
        late, before = time.monotonic() + 20, None
        while time.monotonic() < late:
            shown = subprocess.run([*self.socket, "capture-pane", "-p"], check=True, capture_output=True, text=True).stdout
            if shown == before and shown.strip():
                self.last = shown
                return shown.split("\n")
            before = shown
            time.sleep(0.08)
        sys.exit("the screen does not stand still")

    def press(self, *keys):
        for key in keys:
            subprocess.run([*self.socket, "send-keys", key], check=True)
            time.sleep(0.05)

    def end(self):
        subprocess.run([*self.socket, "kill-server"], check=False, capture_output=True)


def bare(text):
    return "".join(letter for letter in text if not letter.isspace() and letter != "\u200b")


def heard(file):
    """What is read aloud before and at the questions that come up for whoever says yes."""
    form = tomllib.loads(file.read_text(encoding="utf-8"))
    return [opening["say"] for opening in form["opening"]], [
        question["ask"] for section in form["section"] for question in section["question"]
        if question.get("from", "asked") == "asked" and "ask_if" not in question]


def walked(program, tag, width):
    """All that stood behind the bar, page by page."""
    with tempfile.TemporaryDirectory() as home:
        file = HERE / f"{tag}.toml"
        screen = Screen(f"{program} screen {file} --jurisdiction us-federal --no-record", width, home)
        said, seen = "", set()
        try:
            screen.rows()
            # The rules of this language are not held here, and somebody goes on all the same.
            screen.press("2", "Enter")
            for _ in range(60):
                rows = screen.rows()
                page = "\n".join(rows)
                said += "".join(bare(row[1:]) for row in rows if row.startswith("│")) + "\n"
                if "Summary" in rows[0] or "Your own part" in page or "Services together" in page:
                    break
                foot = "\n".join(rows[-5:])
                is_danger = "safe to begin" in page and page not in seen and not seen
                seen.add(page)
                if "more below" in foot:
                    screen.press("Space")
                elif "Enter go on" in foot:
                    screen.press("Enter")
                elif "Type " in page:
                    screen.press("5", "Enter")
                else:
                    # Under 18 comes first: then the questions would end.
                    is_age = any(eighteen in page for eighteen in ("18", "\u17e1\u17e8"))
                    screen.press("2" if is_danger or is_age else "1", "Enter")
        finally:
            screen.end()
    return said


def main():
    program, wrong = os.path.abspath(sys.argv[1]), 0
    for tag in TAGS:
        openings, questions = heard(HERE / f"{tag}.toml")
        for width in WIDTHS:
            said = walked(program, tag, width)
            missing = [text for text in openings if bare(text) not in said]
            asked = [text for text in questions if bare(text) in said]
            print(f"{tag} at {width} columns: {len(openings) - len(missing)} of {len(openings)} openings and "
                  f"{len(asked)} of {len(questions)} questions are whole")
            if missing or len(asked) < 3:
                wrong += 1
                print("\n".join(missing), file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
