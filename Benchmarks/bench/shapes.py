"""Books of other shapes than the usual one, with the keys that a console must answer within a frame in each of them."""
import csv
import os
import subprocess
import time

from . import book
from .console import QUIET, begin_filter, first_bytes
from .pty_session import Session

DEPTH = 20


def one_reseller(dice, count):
    """One reseller with half of all accounts, and the others without one."""
    yield book.account(dice, 0, "RES-1", "reseller", "")
    for number in range(1, count):
        below = number <= count // 2
        yield book.account(dice, number, f"KD-{1_000_000 + number}", "customer", "RES-1" if below else "")


def flat(dice, count):
    """Nobody has a reseller."""
    for number in range(count):
        yield book.account(dice, number, f"DK-{1_000_000 + number}", "customer", "")


def deep(dice, count):
    """Resellers below resellers, twenty levels of them, with the customers at the bottom."""
    chains = max(1, count // 1_000)
    left, number = count, 0
    for chain in range(chains):
        parent = ""
        for level in range(DEPTH - 1):
            code = f"RES-{chain:05}-{level:02}"
            yield book.account(dice, number, code, "reseller", parent)
            parent, number = code, number + 1
        for _ in range(left // (chains - chain) - DEPTH + 1):
            yield book.account(dice, number, f"KD-{1_000_000 + number}", "customer", parent)
            number += 1
        left = count - number


def long_names(dice, count):
    """Names of up to sixty ideographs, as the usual tree."""
    parts = ["東京都千代田区丸の内", "国際総合商事", "株式会社", "山田製作所", "第一営業本部", "有限会社", "札幌中央印刷", "大阪府北区梅田", "研究開発センター"]
    for row in book.accounts(count):
        row[2] = "".join(dice.pick(parts) for _ in range(3 + dice.below(6))) + str(row[0])
        yield row


def equal_names(_, count):
    """All have the same name, email and country, as the usual tree."""
    for row in book.accounts(count):
        row[2], row[5], row[6] = "Bäckerei Müller GmbH", "info@baeckerei.example", "DE"
        yield row


SHAPES = [("one reseller", one_reseller, ["muller", "kd-1000500", "er", "status:blocked", "parent:res-1"]),
          ("flat", flat, ["hotel", "dk-1000500", "er", "role:cust"]),
          ("deep", deep, ["hotel", "res-00001-1", "er", "role:reseller", "parent:res-00001-18"]),
          ("long names", long_names, ["東京都", "印刷", "kd-10", "er"]),
          ("equal names", equal_names, ["backerei", "muller", "info@", "er", "10"])]


def measure(program, directory, size, chosen):
    print("| shape | key | median | p99 | worst |\n| --- | --- | --- | --- | --- |", flush=True)
    for name, make, filters in SHAPES:
        if chosen and name not in chosen:
            continue
        workspace = directory / name.replace(" ", "-")
        environment = dict(os.environ, HOME=str(directory), ACCOUNT_SYNC_WORKSPACE=str(workspace), TERM="xterm-256color", LANG="C.UTF-8")
        if not workspace.exists():
            path = directory / "book.csv"
            with open(path, "w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(book.HEADING)
                writer.writerows(make(book.Dice(), size))
            subprocess.run([program, "init"], env=environment, check=True, stdout=subprocess.DEVNULL)
            begun = time.perf_counter()
            subprocess.run([program, "accounts", "import", path], env=environment, check=True, stdout=subprocess.DEVNULL)
            print(f"| {name} | import | {time.perf_counter() - begun:.1f} s | | |", flush=True)
        keys(program, environment, size, name, filters)


def keys(program, environment, size, name, filters):
    def row(key, measured):
        values = sorted(value for value, _ in measured)
        cells = [values[len(values) // 2], values[min(len(values) - 1, len(values) * 99 // 100)], values[-1]]
        print(f"| {name} | {key} | " + " | ".join(f"{1000 * cell:.1f} ms" for cell in cells) + " |", flush=True)

    console = Session([program], environment)
    begun = time.perf_counter()
    console.until(f"{size:,}".encode(), 600)
    row("the index is filled", [(time.perf_counter() - begun, 0)])
    console.wait_until_quiet(3)
    for key, pressed in [("one line down", [b"j"] * 100), ("a page down", [b"\x1b[6~"] * 60), ("to the other end", [b"G", b"g"] * 20),
                         ("collapse and expand", [b"-", b"+"] * 20), ("flat and tree", [b"t"] * 10),
                         ("collapse all and expand all", [b"_", b"*"] * 5)]:
        row(key, [console.answer(byte, QUIET) for byte in pressed])
    letters = []
    for text in filters:
        begin_filter(console)
        for letter in text:
            time.sleep(0.05)
            letters.append(console.answer(letter.encode(), QUIET))
    row("a letter of a filter", letters)
    begin_filter(console)
    console.send(b"\x1b")
    console.wait_until_quiet(3)
    console.send(b"t")
    row("the next order, to its first rows", [first_bytes(console, b"o") for _ in range(6)])
    console.end()
