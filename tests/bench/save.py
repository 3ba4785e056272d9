#!/usr/bin/env python3
"""What the workspace costs: one save of a draft beside an append that is forced to the disk, and opening it
beside `age -d` of the same key file.

Usage: tests/bench/save.py [PROGRAM] [REPLIES] [ROUNDS]     (target/release/safelight, 300, 10)

A screening of one form is led through pipes twice at the same time, with a workspace and with --no-record; a save is
half of what a reply takes longer with one, because each reply saves both files. Opening is compared in CPU seconds. In the same run a line is appended
to a file in the same folder with write and fdatasync. Medians, and their ratio. Needs `age`, and a folder (TMPDIR) on
a disk that is one: on a file system in memory a sync costs nothing, and on some virtual disks next to nothing, so that
what is compared is the work of the kernel. What it is where a sync takes as long as on a disk, such as 3.5 ms, is seen
with every sync made to take as long, in the program and beside it:
    strace -f --seccomp-bpf -qq -e trace=fsync,fdatasync -e inject=fsync,fdatasync:delay_exit=3500 -o /dev/null \
        python3 tests/bench/save.py target/release/safelight 100 1
"""
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time

from keys import form

BLOCK = 20
PASSPHRASE = b"correct horse battery\n"


class Talk:
    def __init__(self, program, arguments, home, typed=b""):
        environment = {"HOME": home, "XDG_CONFIG_HOME": home, "PATH": os.environ["PATH"]}
        self.child = subprocess.Popen(
            [program, "screen", *arguments, "--jurisdiction", "us-federal", "--plain"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, bufsize=0)
        self.child.stdin.write(typed)
        self.page()

    def page(self):
        said = b""
        while not said.endswith(b"\n> "):
            more = os.read(self.child.stdout.fileno(), 1 << 16)
            if not more:
                sys.exit(f"it ended: {said.decode()}")
            said += more
        usual = b"1\n" if b"\n1. " in said else b"\n"
        self.answer = b"2\n" if b"in danger right now" in said else usual

    def reply(self):
        begun = time.perf_counter()
        self.child.stdin.write(self.answer)
        self.page()
        return time.perf_counter() - begun


def worked(child):
    """The CPU seconds of a child that has ended well."""
    _, status, used = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"it ended with {status}")
    return used.ru_utime + used.ru_stime


def unlocked_by_age(key):
    child, terminal = pty.fork()
    if child == 0:
        os.execvp("age", ["age", "-d", "-o", "/dev/null", key])
    said = b""
    while b"assphrase" not in said:
        said += os.read(terminal, 1 << 12)
    os.write(terminal, PASSPHRASE)
    taken = worked(child)
    os.close(terminal)
    return taken


def unlocked(program, home):
    ran = subprocess.Popen([program, "records", "list"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                           env={"HOME": home, "XDG_CONFIG_HOME": home})
    ran.stdin.write(PASSPHRASE)
    ran.stdin.close()
    return worked(ran.pid)


def appending(file):
    begun = time.perf_counter()
    os.write(file, b'{"question":"q17","answer":"yes"}\n')
    os.fdatasync(file)
    return time.perf_counter() - begun


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "target/release/safelight"
    replies = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 10
    program = os.path.abspath(program)
    with tempfile.TemporaryDirectory() as home:
        environment = {"HOME": home, "XDG_CONFIG_HOME": home}
        subprocess.run([program, "records", "init"], input=2 * PASSPHRASE, env=environment, check=True,
                       stdout=subprocess.DEVNULL)
        key = os.path.join(home, ".local/share/safelight/key.age")
        opened = [(unlocked(program, home), unlocked_by_age(key)) for _ in range(rounds)]
        ours, ages = (statistics.median(times) for times in zip(*opened))
        ratio = statistics.median(one / other for one, other in opened)
        print(f"unlock: records list {ours:.3f} s, age -d {ages:.3f} s, ratio {ratio:.2f}")

        file = os.path.join(home, "bench.toml")
        with open(file, "w", encoding="utf-8") as out:
            out.write(form(replies + 5))
        kept = Talk(program, [file], home, PASSPHRASE)
        bare = Talk(program, [file, "--no-record"], home)
        appended = os.open(os.path.join(home, "appended"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        kept_times, bare_times, append_times = [], [], []
        # Block by block: right after a save the system has nothing left to force, and an append is cheaper than alone.
        for _ in range(0, replies, BLOCK):
            kept_times += [kept.reply() for _ in range(BLOCK)]
            bare_times += [bare.reply() for _ in range(BLOCK)]
            append_times += [appending(appended) for _ in range(BLOCK)][BLOCK // 4:]
        for talk in (kept, bare):
            talk.child.kill()
        with_one, without, append = (statistics.median(one) for one in (kept_times, bare_times, append_times))
        saves = (with_one - without) / 2
        print(f"a reply: {with_one * 1e3:.2f} ms with a workspace, {without * 1e3:.2f} ms without, {replies} replies")
        print(f"one save: {saves * 1e3:.2f} ms, append and fdatasync: {append * 1e3:.2f} ms, ratio {saves / append:.2f}")


if __name__ == "__main__":
    main()
