"""From a key to the last byte of the frame that answers it."""
from .first_frame import LAST
from .pty_session import Session

KEYS = [("one line down", b"j"), ("a page down", b"\x1b[6~"), ("to the other end of the list", None), ("a letter of a filter", b"7")]


def measure(world, rounds, table):
    console = Session([world.program], world.environment)
    console.until(LAST)
    console.wait_until_quiet()
    echo = Session(["cat"], world.environment, raw=True)
    for name, key in KEYS:
        if name.startswith("a letter"):
            console.answer(b"/")
        ours, floor = [], []
        for turn in range(rounds * 4):
            pressed = key or (b"G" if turn % 2 == 0 else b"g")
            if name.startswith("a letter") and turn % 2:
                pressed = b"\x7f"
            seconds, count = console.answer(pressed)
            ours.append(seconds)
            floor.append(echo.answer(b"x" * max(count, 1))[0])
        table.add(f"key to frame: {name}", ours, floor, "`cat` returns as many bytes through a terminal")
    console.end()
    echo.end()
