"""From the start of the program to the first page of accounts on the screen."""
from .pty_session import Session

PAGE = "SELECT code, name, kind, country, email FROM accounts ORDER BY path, depth LIMIT 18"
# Stands in the last row of the first page: the frame is complete.
LAST = b"Customer C-0002-7"


def measure(world, rounds, table):
    ours, floor = [], []
    for _ in range(rounds):
        ours.append(console(world))
        floor.append(sqlite(world))
    table.add("first frame with the accounts", ours, floor, "`sqlite3` opens the store and reads a page, in a terminal too")


def console(world):
    session = Session([world.program], world.environment)
    seen = session.until(LAST) - session.started
    session.end()
    return seen


def sqlite(world):
    session = Session(["sqlite3", world.store, PAGE], world.environment)
    seen = session.until(LAST) - session.started
    session.end()
    return seen
