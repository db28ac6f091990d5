"""Reading all accounts of a BSS, beside a reader that takes the same pages and does nothing with them."""
import base64
import http.client
import json
import os
import re
import shutil
import sqlite3
import subprocess
import time
import urllib.parse

from .books import Cost, seconds
from .table import Table

SECRETS = {
    "BSS_CLIENT_KEY": "sandbox-client", "BSS_CLIENT_SECRET": "sandbox-client-secret",
    "BSS_USER": "operator", "BSS_PASSWORD": "sandbox-password",
}


def measure(program, directory, size, page, rate):
    """`page` accounts are asked for at once, at most `rate` times a second."""
    environment = dict(os.environ, ACCOUNT_SYNC_WORKSPACE=str(directory / "workspace"), TERM="dumb", **SECRETS)
    log = directory / "requests"
    sandbox = subprocess.Popen(
        [program, "sandbox", "--port", "0", "--bss-accounts", str(size), "--log", str(log)],
        stdout=subprocess.PIPE, text=True)
    try:
        port = int(re.search(r":(\d+)/portal", sandbox.stdout.readline()).group(1))
        connection = directory / "bss.json"
        connection.write_text(json.dumps({
            "url": f"http://127.0.0.1:{port}", "clientKey": "env:BSS_CLIENT_KEY", "clientSecret": "env:BSS_CLIENT_SECRET",
            "username": "env:BSS_USER", "password": "env:BSS_PASSWORD", "pageSize": page, "ratePerSecond": rate}))
        table = Table("what", "clock", "CPU", "peak", "of it reading", "the pages alone", "share")

        def row(what, cost, reading="", floor="", share=""):
            table.rows.append(
                (f"{size:,}: {what}", seconds(cost.wall), seconds(cost.cpu), f"{cost.peak:.0f} MiB", reading, floor, share))
            print("  ".join(table.rows[-1]), flush=True)

        Cost([program, "init"], environment)
        Cost([program, "bss", "add", connection], environment)
        floor = pages(port, size, page, rate)
        begun = time.time()
        cost = Cost([program, "accounts", "pull"], environment)
        reading = os.stat(log).st_mtime - begun
        with sqlite3.connect(directory / "workspace" / "account-sync.sqlite") as book:
            assert book.execute("SELECT count(*) FROM accounts").fetchone() == (size,)
        row("first pull", cost, seconds(reading), seconds(floor), f"{floor / reading:.0%} while it reads, {floor / cost.wall:.0%} in all")
        row("pull of what changed", Cost([program, "accounts", "pull"], environment))
        row("full pull, nothing changed", Cost([program, "accounts", "pull", "--full"], environment))
        table.print()
    finally:
        sandbox.terminate()
        sandbox.wait()
        shutil.rmtree(directory / "workspace", ignore_errors=True)


def pages(port, size, page, rate):
    """The seconds in which the pages can be had one after the other on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    basic = base64.b64encode(f"{SECRETS['BSS_CLIENT_KEY']}:{SECRETS['BSS_CLIENT_SECRET']}".encode()).decode()
    form = {"grant_type": "password", "username": SECRETS["BSS_USER"], "password": SECRETS["BSS_PASSWORD"]}
    connection.request("POST", "/oauth/token", urllib.parse.urlencode(form), {
        "Authorization": f"Basic {basic}", "X-Api-Version": "3", "Content-Type": "application/x-www-form-urlencoded"})
    token = json.loads(connection.getresponse().read())["access_token"]
    begun = time.perf_counter()
    for number in range(1, -(-size // page) + 1):
        due = begun + (number - 1) / rate
        time.sleep(max(0, due - time.perf_counter()))
        query = urllib.parse.urlencode({"pageIndex": number, "pageSize": page, "$orderby": "createdAt"})
        connection.request("GET", f"/api/accounts?{query}", headers={"Authorization": f"Bearer {token}", "X-Api-Version": "3"})
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, (answer.status, body[:200])
    return time.perf_counter() - begun
