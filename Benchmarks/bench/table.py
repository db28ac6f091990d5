"""What was measured, as a table in Markdown."""
import datetime
import os
import platform
import statistics


class Table:
    def __init__(self, *headings):
        self.rows = [headings]

    def add(self, what, ours, floor, note):
        """Adds the medians of two lists of seconds; of the floor None where there is none."""
        self.rows.append((what, spread(ours), spread(floor) if floor else "", note))

    def print(self):
        widths = [max(len(row[column]) for row in self.rows) for column in range(len(self.rows[0]))]
        for number, row in enumerate(self.rows):
            print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
            if number == 0:
                print("| " + " | ".join("-" * width for width in widths) + " |")


def spread(seconds):
    """The median, and from where to where nine of ten lie."""
    ordered = sorted(seconds)
    edge = len(ordered) // 20
    low, high = ordered[edge], ordered[-1 - edge]
    return f"{text(statistics.median(ordered))} ({text(low)} to {text(high)})"


def text(seconds):
    milliseconds = seconds * 1000
    return f"{milliseconds:.0f} ms" if milliseconds >= 100 else f"{milliseconds:.1f} ms" if milliseconds >= 1 else f"{milliseconds:.2f} ms"


def machine():
    """When and on what."""
    return f"{datetime.date.today()}, {os.cpu_count()} cores, {system()}"


def system():
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform()
