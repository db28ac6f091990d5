"""Whole books: importing, listing, exporting and planning them, each beside `sqlite3` doing the same with the same file."""
import os
import shutil
import statistics
import subprocess
import time

from . import book, console, peers, picture
from .table import Table
from .world import World

SCHEMA = f"CREATE TABLE accounts ({', '.join(book.HEADING)});"
INDEXES = "".join(f"CREATE INDEX by_{column} ON accounts({column});" for column in ("code", "name", "email"))
# A plan of more accounts is a file that nobody reads.
MOST_PLANNED = 100_000
LIST = "SELECT code, name, type, parent_code, country, email FROM accounts ORDER BY code"


class Cost:
    """What a process took: seconds by the clock, seconds of CPU, MiB at its peak, and seconds to its first line."""

    def __init__(self, arguments, environment, output=subprocess.DEVNULL, first_line=False, head=None):
        begun = time.perf_counter()
        self.first = None
        with subprocess.Popen(
                [str(argument) for argument in arguments], env=environment,
                stdout=subprocess.PIPE if first_line else output, stderr=subprocess.PIPE) as process:
            if first_line:
                process.stdout.readline()
                self.first = time.perf_counter() - begun
                while head is None and process.stdout.read(1 << 16):
                    pass
                process.stdout.close()
            errors = process.stderr.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        self.wall = time.perf_counter() - begun
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1024
        if process.returncode not in (0, *([-13] if head else [])):
            raise RuntimeError(f"{arguments}: {process.returncode} {errors[-400:]}")


def measure(program, directory, sizes, rounds, drawing=None, only_console=False):
    table = Table("what", "clock", "CPU", "peak", "sqlite3: clock", "CPU", "CPU / CPU")
    points = {}
    for size in sizes:
        for name, seconds_of_one in one_size(program, directory / str(size), size, rounds, table, only_console).items():
            points.setdefault(name, {})[size] = seconds_of_one
    table.print()
    if drawing:
        picture.draw(drawing, points)


def one_size(program, directory, size, rounds, table, only_console):
    directory.mkdir()
    file = book.write(directory / "book.csv", size)
    environment = dict(os.environ, ACCOUNT_SYNC_WORKSPACE=str(directory / "workspace"), TERM="dumb")
    peer = directory / "peer.sqlite"

    def ours(*arguments, **options):
        return Cost([program, *arguments], environment, **options)

    def theirs(*arguments, **options):
        return Cost(["sqlite3", *arguments], environment, **options)

    def fresh():
        shutil.rmtree(directory / "workspace", ignore_errors=True)
        ours("init")
        return ours("accounts", "import", file)

    def loaded():
        peer.unlink(missing_ok=True)
        return theirs(peer, SCHEMA + INDEXES, ".mode csv", f".import --skip 1 {file} accounts")

    def row(what, work, peers_work=None):
        pairs = [(work(), peers_work and peers_work()) for _ in range(rounds)]
        mine, others = [pair[0] for pair in pairs], [pair[1] for pair in pairs if pair[1]]
        add(table, f"{size:,}: {what}", mine, others)

    if only_console:
        fresh()
        loaded()
    else:
        commands(row, ours, theirs, fresh, loaded, file, peer)

    def keys(what, answers=None, text=None):
        """Median, p99 and worst of times, and the median of the bytes; or what a text says."""
        if text:
            table.rows.append((f"{size:,}: {what}", text, "", "", "", "", ""))
            print("  ".join(table.rows[-1]), flush=True)
            return
        times, counts = sorted(answer[0] for answer in answers), sorted(answer[1] for answer in answers)
        p99 = times[min(len(times) - 1, len(times) * 99 // 100)]
        table.rows.append((f"{size:,}: {what}", seconds(statistics.median(times)), f"p99 {seconds(p99)}",
                           f"{counts[len(counts) // 2]} bytes", f"worst {seconds(times[-1])}", "", ""))
        print("  ".join(table.rows[-1]), flush=True)

    medians = {"account-sync": console.measure(program, environment, size, keys)}
    medians.update(peers.measure(file, peer, keys))
    if size <= MOST_PLANNED and not only_console:
        plans(program, directory, row)
    return medians


def commands(row, ours, theirs, fresh, loaded, file, peer):
    row("import into an empty workspace", fresh, loaded)
    row("import again, nothing changes", lambda: ours("accounts", "import", file))
    row("import, dry run", lambda: ours("accounts", "import", file, "--dry-run"))
    row("list of all", lambda: ours("accounts", "list"), lambda: theirs(peer, LIST))
    row("list, to its first line", lambda: at_first(ours("accounts", "list", first_line=True, head=True)),
        lambda: at_first(theirs(peer, LIST, first_line=True, head=True)))
    row("list as JSON", lambda: ours("accounts", "list", "--json"), lambda: theirs("-json", peer, LIST))
    row("export", lambda: ours("accounts", "export"), lambda: theirs("-csv", peer, "SELECT * FROM accounts ORDER BY code"))


def plans(program, directory, row):
    """A plan needs the vendor's fields, so the sandbox runs beside it."""
    world = World(program, directory, accounts=0)
    world.start_sandbox()
    try:
        world.register()
        words = ("plan", "--all", "--system", "Dropbox", "--set", "reseller-id=RS-77", "--json")
        row("plan of all", lambda: Cost([program, *words], world.environment))
    finally:
        world.end_sandbox()


def at_first(cost):
    cost.wall = cost.first
    return cost


def add(table, what, mine, others):
    def median(costs, name):
        return statistics.median(getattr(cost, name) for cost in costs)

    ratio = f"{median(mine, 'cpu') / max(median(others, 'cpu'), 0.001):.1f}" if others else ""
    table.rows.append((
        what, seconds(median(mine, "wall")), seconds(median(mine, "cpu")), f"{max(cost.peak for cost in mine):.0f} MiB",
        seconds(median(others, "wall")) if others else "", seconds(median(others, "cpu")) if others else "", ratio))
    print("  ".join(table.rows[-1]), flush=True)


def seconds(value):
    return f"{value:.1f} s" if value >= 10 else f"{value:.2f} s" if value >= 0.1 else f"{value * 1000:.1f} ms"
