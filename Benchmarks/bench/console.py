"""The console among all accounts of a book: from the byte of a key to the last byte of its frame, and what it takes at rest."""
import os
import statistics
import time

from .pty_session import Session

FIRST_PAGE = b"DK-100015"
# What is typed letter by letter, ten letters a second: words, codes, parts of emails, phone numbers, terms.
FILTERS = ["muller", "hotel", "kd-1000500", "RES-10123", "sorensen", "example", "+49", "info.7", "wisniewski", "dbx",
           "status:blocked", "country:de", "role:reseller", "baeckerei", "bakery smith", "!hotel de", "zoe", "10",
           "parent:RES-10007", "er"]
QUIET = 0.03


def measure(program, environment, size, row):
    environment = dict(environment, TERM="xterm-256color", LANG="C.UTF-8")
    environment.pop("NO_COLOR", None)
    first = []
    for _ in range(5):
        session = Session([program], environment)
        first.append((session.until(FIRST_PAGE) - session.started, 0))
        session.end()
    row("console: first frame with rows", first)
    console = Session([program], environment)
    ready = console.until(f"{size:,}".encode(), 600) - console.started
    row("console: the index is filled", [(ready, 0)])
    console.wait_until_quiet(1)
    for name, keys in [("one line down", [b"j"] * 60), ("a page down", [b"\x1b[6~"] * 60),
                       ("to the other end", [b"G", b"g"] * 20), ("collapse and expand", [b"-", b"+"] * 20), ("flat and tree", [b"t"] * 10)]:
        row(f"console: {name}", [console.answer(key, QUIET) for key in keys])
    pairs = [(console.answer(b"\r", QUIET), console.answer(b"\x1b", QUIET)) for _ in range(20)]
    row("console: details", [pair[0] for pair in pairs])
    row("console: back by Esc, of which 25 ms are to see that nothing follows", [pair[1] for pair in pairs])
    letters = type_filters(console)
    row("console: a letter of a filter", letters)
    check_bursts(console, size)
    console.send(b"t")
    console.wait_until_quiet(1)
    # Six orders on from the flat one by code is the tree.
    row("console: the next order, to its first rows", [first_bytes(console, b"o") for _ in range(6)])
    console.send(b"t")
    console.wait_until_quiet(5)
    row("console: a letter of a filter, in the flat list", type_filters(console))
    row("console: memory after that", text=f"{memory(console.process):.0f} MiB")
    console.wait_until_quiet(2)
    row("console: memory two seconds later", text=f"{memory(console.process):.0f} MiB")
    cpu, wakes = usage(console.process)
    time.sleep(15)
    cpu_after, wakes_after = usage(console.process)
    woken = sum(wakes_after[thread] - wakes[thread] for thread in wakes if thread in wakes_after)
    row("console: 15 s of rest", text=f"{cpu_after - cpu:.2f} s of CPU, {woken} wake-ups")
    console.end()
    return statistics.median(letter[0] for letter in letters)


def type_filters(console):
    letters = []
    for text in FILTERS:
        begin_filter(console)
        for letter in text:
            time.sleep(0.05)
            letters.append(console.answer(letter.encode(), QUIET))
            if letters[-1][1] == 0:
                raise RuntimeError(f"a letter of {text} shows nothing")
    begin_filter(console)
    console.send(b"\x1b")
    console.wait_until_quiet(0.3)
    return letters


def begin_filter(console):
    """Each Esc by itself: one that comes together with the next key is taken for Alt."""
    for key in (b"\x1b", b"\x1b", b"/"):
        console.send(key)
        console.wait_until_quiet(0.3)


def first_bytes(console, key):
    """Until the first bytes of the answer; what follows is read, too."""
    console.wait_until_quiet(1)
    begun = time.perf_counter()
    console.send(key)
    count = len(console.read(5))
    seconds = time.perf_counter() - begun
    console.wait_until_quiet(1)
    return seconds, count


def check_bursts(console, size):
    """A code and Enter twice, with no time between the keys, must open the account of that code."""
    direct = size // 10
    for number in (3, direct // 2, direct - 1):
        code = f"DK-{100_000 + number}"
        begin_filter(console)
        console.send(code.encode() + b"\r\r")
        console.until(b"Provisioning Sync Status")
        console.wait_until_quiet()
        console.send(b"\x1b")
        console.wait_until_quiet()


def memory(process):
    with open(f"/proc/{process}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


def usage(process):
    """Seconds of CPU, and how often each of its threads woke up."""
    with open(f"/proc/{process}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    wakes = {}
    for thread in os.listdir(f"/proc/{process}/task"):
        with open(f"/proc/{process}/task/{thread}/status") as status:
            wakes[thread] = next(int(line.split()[1]) for line in status if line.startswith("voluntary"))
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), wakes
