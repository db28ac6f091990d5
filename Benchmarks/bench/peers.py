"""What else finds accounts in a book: `fzf`, which reads the file for each filter, one query of `sqlite3`, and
`visidata`, which has read the file before."""
import json
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
    if shutil.which("vd"):
        medians["visidata"] = visidata(file, row)
    return medians


def visidata(file, row):
    """The seconds that it takes to select the rows of a word: what three words take longer than none, by three."""
    words = WORDS[:3]
    searching = (replayed(file, words) - replayed(file, [])) / len(words)
    row("a word with visidata", [(searching, 0)])
    return searching


def replayed(file, words):
    sheet = {"sheet": file.stem}
    steps = [{"longname": "open-file", "input": str(file)}]
    steps += [{**sheet, "longname": "select-cols-regex", "input": word} for word in words]
    # What follows waits until the sheet is loaded.
    steps.append({**sheet, "longname": "go-bottom"})
    script = file.with_suffix(".vdj")
    script.write_text("#!vd\n" + "".join(json.dumps(step) + "\n" for step in steps), encoding="utf-8")
    begun = time.perf_counter()
    subprocess.run(["vd", "-b", "-p", str(script)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


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
