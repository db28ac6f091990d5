"""One synchronization against the sandbox, beside two bare HTTP calls."""
import base64
import json
import subprocess
import time


def measure(world, rounds, table):
    ours, floor, start = [], [], []
    for number in range(2, rounds + 2):
        ours.append(timed(lambda: world.run(
            "synchronize", f"R-{number:04}", "--system", "Dropbox", "--set", "reseller-id=RS-77", "--json")))
        floor.append(timed(lambda: two_calls(world, number)))
        start.append(timed(lambda: world.run("--version")))
    table.add("one synchronization (a command)", ours, floor, "two `curl`s, exists and synchronize, each with a new connection")
    table.add("of that: starting the program", start, None, "`account-sync --version`")


def timed(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def two_calls(world, number):
    body = json.dumps({
        "ID": f"bare-{number}", "Name": f"Bare {number}", "Email": f"bare{number}@example.com",
        "SyncOptions": {"role": "2", "email": f"bare{number}@example.com", "reseller-id": "RS-77"},
        "Address": {"Country": {"Code": "DE"}},
    })
    for endpoint in ("exists", "synchronize"):
        subprocess.run(
            ["curl", "--silent", "--show-error", "--fail", "--request", "POST", "--header", "Content-Type: application/json",
             "--header", f"X-CloudPlatform-ApplicationId: {world.application}",
             "--header", f"X-CloudPlatform-APIKey: {base64.b64encode(world.key.encode()).decode()}",
             "--data", body, f"http://127.0.0.1:{world.port}/accounts/{endpoint}"],
            check=True, capture_output=True)
