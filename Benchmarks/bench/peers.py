"""What else finds accounts in a book: `fzf`, which reads the file for each filter, and one query of `sqlite3`."""
import shutil
import statistics
import subprocess
import time

WORDS = ["muller", "hotel", "sorensen", "wisniewski", "zoe", "er", "@panya", "DK-1000"]


def measure(file, database, row):
    """Medians in seconds by name; a peer that is not there is left out."""
    medians = {}
    if shutil.which("fzf"):
        medians["fzf"] = timed("fzf --filter", row, lambda word: subprocess.run(
            ["fzf", "--filter", word], stdin=open(file, "rb"), stdout=subprocess.DEVNULL, check=False))
    medians["sqlite3"] = timed("sqlite3, one query", row, lambda word: subprocess.run(
        ["sqlite3", str(database), query(word)], stdout=subprocess.DEVNULL, check=True))
    return medians


def query(word):
    return "SELECT code, name FROM accounts WHERE " + " OR ".join(
        f"{column} LIKE '%{word}%'" for column in ("code", "name", "email", "city", "phone", "contact_last_name"))


def timed(name, row, find):
    times = []
    for word in WORDS:
        begun = time.perf_counter()
        find(word)
        times.append((time.perf_counter() - begun, 0))
    row(f"a word with {name}", times)
    return statistics.median(seconds for seconds, _ in times)
