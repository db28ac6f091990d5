"""A team's book on a PostgreSQL server of this machine, with the program as the members and workers run it."""
import csv
import datetime
import json
import os
import pathlib
import re
import statistics
import subprocess
import time

from . import book, console
from .books import Cost, seconds
from .pty_session import Session
from .server import Relay, Server, established
from .world import ROOT, World

WORKERS = 8
LIMIT = 20
LIMITED_ACCOUNTS = 400
SENDERS = 16
SWEPT = 10_000
# For the people and the workers of a book: each has a login, and what the program keeps at home for itself.
LOGINS = ["anna", "ben", *(f"worker{number}" for number in range(1, WORKERS + 1))]
PARTS = ["imports", "frames", "changes", "sending", "store", "limit", "log", "moves", "dead", "network"]


def measure(program, directory, accounts, sent, linked=0, parts=None):
    with Server() as server:
        team = Team(program, directory, server, accounts, sent, linked)
        place = "in memory" if server.is_in_memory else "on a disk"
        print(f"PostgreSQL {server.version} on the same machine, its files {place}; load {os.getloadavg()[0]:.1f}", flush=True)
        try:
            for part in parts or PARTS:
                try:
                    getattr(team, part)()
                except (RuntimeError, OSError, subprocess.SubprocessError, AssertionError, ValueError, IndexError) as problem:
                    words = getattr(problem, "stderr", "") or problem
                    print(f"{part}: not measured: {words}", flush=True)
        finally:
            team.end()


class Team:
    def __init__(self, program, directory, server, accounts, sent, linked):
        self.program, self.directory, self.server = program, directory, server
        self.accounts, self.sent, self.linked = accounts, sent, linked
        self.processes, self.books, self.logs = [], set(), {}
        for login in LOGINS:
            (directory / login).mkdir()
            server.sql(f"CREATE ROLE {login} LOGIN")

    def end(self):
        for process in self.processes:
            if process.poll() is None:
                process.kill()
                process.wait()

    # The program

    def environment(self, login, address=None):
        environment = dict(os.environ, HOME=str(self.directory / login), TERM="xterm-256color", LANG="C.UTF-8", KEY="sandbox-key")
        for name in list(environment):
            if name.startswith(("XDG_", "ACCOUNT_SYNC", "PG")) or name == "NO_COLOR":
                del environment[name]
        if address:
            environment["ACCOUNT_SYNC_WORKSPACE"] = address
        return environment

    def at(self, name, login="anna", port=None):
        return self.environment(login, self.server.address(name, login, port))

    def run(self, environment, *arguments, codes=(0,)):
        done = subprocess.run([self.program, *map(str, arguments)], env=environment, capture_output=True, text=True)
        if done.returncode not in codes:
            raise RuntimeError(f"{arguments}: {done.returncode} {(done.stderr or done.stdout)[-400:]}")
        return done.stdout

    def cost(self, environment, *arguments):
        return Cost([self.program, *arguments], dict(environment, TERM="dumb"))

    def open(self, name):
        """Makes a database with an empty book in it, which anna owns and all others are operators of."""
        if name in self.books:
            return False
        self.books.add(name)
        self.server.sql(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        self.server.sql(f"GRANT CREATE, CONNECT ON DATABASE {name} TO anna")
        self.run(self.at(name), "init")
        for login in LOGINS[1:]:
            self.run(self.at(name), "members", "add", login, "--role", "operator")
        return True

    def vendor(self, name, system, rate, *options):
        """A sandbox, and the system that it is in a book; answers the log of its requests."""
        log = self.directory / f"{name}-{system}.jsonl"
        log.touch()
        sandbox = subprocess.Popen(
            [self.program, "sandbox", "--port", "0", "--log", str(log), *options],
            env=self.environment("anna"), stdout=subprocess.PIPE, text=True)
        self.processes.append(sandbox)
        port = re.search(r":(\d+)/portal", sandbox.stdout.readline()).group(1)
        registration = json.loads((ROOT / "seeds/dropbox.json").read_text().replace(":8377/", f":{port}/"))
        registration.update(name=system, apiKey="env:KEY", ratePerSecond=rate, inFlight=64)
        file = self.directory / f"{system}.json"
        file.write_text(json.dumps(registration))
        self.run(self.at(name), "systems", "add", file)
        return log

    def worker(self, name, number):
        login = f"worker{number}"
        output = open(self.directory / f"{login}.out", "ab")
        process = subprocess.Popen([self.program, "work"], env=self.at(name, login), stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=subprocess.STDOUT)
        output.close()
        self.processes.append(process)
        return process

    def plan(self, name, system, count=None, accounts="accounts.csv"):
        file = self.directory / f"{system}-plan.json"
        chosen = ["--all"]
        if count:
            codes = self.directory / f"{system}-codes"
            with open(self.directory / accounts) as rows:
                codes.write_text("\n".join(row["code"] for row, _ in zip(csv.DictReader(rows), range(count))))
            chosen = ["--codes", codes]
        file.write_text(self.run(self.at(name), "plan", *chosen, "--system", system, "--set", "reseller-id=RS-77", "--json"))
        return file

    def sender(self):
        """The book from which accounts are sent."""
        if self.open("sender"):
            world = World(self.program, self.directory, self.sent)
            self.run(self.at("sender"), "accounts", "import", world.write_accounts())
        return "sender"

    def large(self):
        """The book with many accounts; imported already, or now."""
        if "large" not in self.books:
            self.imports()
        return "large"

    # What is measured

    def imports(self):
        file = book.write(self.directory / "book.csv", self.accounts)
        self.open("large")
        for what in ("import", "import again, nothing changes"):
            cost = self.cost(self.at("large"), "accounts", "import", file)
            tell(f"{self.accounts:,}: {what}", f"{seconds(cost.wall)}, {cost.peak:.0f} MiB")
        self.server.sql("VACUUM ANALYZE", "large")

    def frames(self):
        name = self.large()
        for way, delay in (("the socket", None), ("a round trip of 1 ms", 0.0005), ("a round trip of 50 ms", 0.025)):
            starts, connected, filled = [], [], []
            for turn in range(11):
                if delay is None:
                    session = Session([self.program], self.at(name, "ben"))
                    starts.append(session.until(console.FIRST_PAGE) - session.started)
                    self.fill(session, filled, turn)
                    continue
                with Relay(self.server.port, delay) as relay:
                    session = Session([self.program], self.at(name, "ben", relay.port))
                    shown = session.until(console.FIRST_PAGE)
                    starts.append(shown - session.started)
                    connected.append(shown - relay.connected)
                    self.fill(session, filled, turn)
            tell(f"first frame, {way}: from the start", spread(starts))
            if connected:
                tell(f"first frame, {way}: from the first connection on", spread(connected))
            tell(f"the index is filled, {way}: first, second start", ", ".join(seconds(value) for value in filled) or "not seen")
        session = Session([self.program], self.at(name, "ben"))
        session.wait_until_quiet(2)
        tell("a letter of a filter", spread([letter[0] for letter in console.type_filters(session)]))
        tell("memory after that", f"{console.memory(session.process):.0f} MiB")
        session.end()

    def fill(self, session, filled, turn):
        """The first two starts go on until nothing more is written about the filling."""
        if turn < 2:
            last = None
            # A large book is read for a while without a word.
            while session.read(2 + self.accounts / 40_000):
                last = time.perf_counter()
            # Over a slow way there may be a pause before the first of it.
            if last:
                filled.append(last - session.started)
        session.end()

    def changes(self):
        """From the server's time of a commit to the end of what the frame writes about it."""
        name = self.sender()
        tell("another member's change, from its commit to the screen", self.seen(name, None))
        with Relay(self.server.port, is_deaf=True) as relay:
            tell("the same where no notification comes", self.seen(name, relay.port))

    def seen(self, name, port):
        session = Session([self.program], self.at(name, "ben", port))
        session.until(b"Customer C-0001-1")
        session.wait_until_quiet(2)
        times = []
        for number in range(30):
            # No letter of the name before: only what differs is written to the screen.
            new = chr(ord("A") + number % 26) * 8
            file = self.directory / "change.csv"
            file.write_text(f"code,name\nR-0001,{new}\n")
            importing = subprocess.Popen([self.program, "accounts", "import", str(file)], env=self.at(name),
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            session.until(new.encode())
            shown = time.time()
            if importing.wait() != 0:
                raise RuntimeError("an import of a change failed")
            committed = self.server.number(
                "SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin)) FROM account_sync.accounts WHERE code = 'R-0001'", name)
            times.append(shown - committed)
            session.wait_until_quiet(0.3)
        session.end()
        return spread(times)

    def sending(self):
        name = self.sender()
        log = self.vendor(name, "Store", 1_000, "--latency", "1")
        plan = self.plan(name, "Store")
        workers = [self.worker(name, number) for number in range(1, WORKERS + 1)]
        before = self.lines(name)
        with open(plan) as file:
            count = len(json.load(file)["accounts"])
        self.start(name, plan, "--rate", "0", "--in-flight", "64")
        self.finish(name, workers)
        asked, created = requests(log), requests(log, "executed")
        span = created[-1] - asked[0]
        lines = self.lines(name) - before
        tell(f"{len(created):,} of {count:,} accounts sent by {WORKERS} workers",
             f"{len(created) / span:.0f} a second; best second {most(created, 1)}; {len(asked) / span:.0f} requests a second")
        tell("lines of the log meanwhile", f"{lines / span:.0f} a second")

    def store(self):
        """What the store's own calls take: as many sessions take items and write down intents, gates and outcomes, without a
        vendor, without a program around them. It is no figure of account-sync; `sending` is."""
        bench = self.program.parent / "store-bench"
        if not bench.exists():
            raise RuntimeError("swift build -c release --product store-bench")
        # Accounts without parents: who is linked first is none of the store's business.
        name = "stored"
        if self.open(name):
            file = self.directory / "flat.csv"
            file.write_text("code,name,type,email,country\n" + "".join(
                f"F-{number:05},Customer {number},customer,f{number}@example.com,AT\n" for number in range(self.sent)))
            self.run(self.at(name), "accounts", "import", file)
        for number, in_flight in enumerate((8, 1)):
            system = f"Own{number}"
            self.vendor(name, system, 1_000)
            self.start(name, self.plan(name, system), "--rate", "0", "--in-flight", "64")
            run = int(self.server.number("SELECT max(number) FROM account_sync.runs", name))
            lines = self.lines(name)
            sessions = [
                subprocess.Popen([bench, self.server.address(name, f"worker{one + 1}"), str(run), str(one), str(WORKERS), str(in_flight)],
                                 env=self.at(name, f"worker{one + 1}"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
                for one in range(WORKERS)]
            self.processes += sessions
            for session in sessions:
                if session.stdout.readline() != "ready\n":
                    raise RuntimeError("a session cannot begin")
            begun = time.perf_counter()
            for session in sessions:
                session.stdin.write("go\n")
                session.stdin.close()
            written = sum(int(session.stdout.readline() or 0) for session in sessions)
            span = time.perf_counter() - begun
            for session in sessions:
                session.wait(30)
            made = self.server.number(f"SELECT count(*) FROM account_sync.links WHERE system = '{system}' AND state = 'synchronized'", name)
            if made != written:
                raise RuntimeError(f"{written} accounts written, {made:.0f} in the book")
            tell(f"{written:,} accounts through the store alone (take, intent, gate, outcome, end; no vendor, no program), "
                 f"{WORKERS} sessions, {in_flight} under way in each", f"{written / span:.0f} a second; "
                 f"{(self.lines(name) - lines) / span:.0f} lines of the log a second")

    def limit(self):
        name = self.sender()
        log = self.vendor(name, "Limited", LIMIT, "--latency", "20")
        plan = self.plan(name, "Limited", LIMITED_ACCOUNTS)
        workers = [self.worker(name, number) for number in range(1, WORKERS + 1)]
        self.start(name, plan)
        self.finish(name, workers)
        asked = requests(log)
        span = asked[-1] - asked[0]
        closest = min(later - earlier for earlier, later in zip(asked, asked[LIMIT:]))
        over = sum(later - earlier < 1 for earlier, later in zip(asked, asked[LIMIT:]))
        tell(f"a limit of {LIMIT} a second, {WORKERS} workers, {len(asked):,} requests",
             f"{(len(asked) - 1) / span / LIMIT:.1%} of it used; most in any second {most(asked, 1)}; "
             f"{LIMIT + 1} of them within a second {over} times, at the closest within {closest:.3f} s")

    def start(self, name, plan, *options):
        self.run(self.at(name), "runs", "start", "--plan", plan, "--detach", *options)

    def finish(self, name, workers):
        number = int(self.server.number("SELECT max(number) FROM account_sync.runs", name))
        # An item that failed makes it end with another code; what was created is counted.
        self.run(self.at(name), "runs", "wait", number, codes=(0, 65, 69, 75, 77))
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(30)

    def lines(self, name):
        return int(self.server.number("SELECT count(*) FROM account_sync.log", name))

    def log(self):
        name = self.sender()
        lines = self.lines(name)
        times = [self.cost(self.at(name), "audit", "verify").wall for _ in range(5)]
        start = [self.cost(self.at(name), "audit", "head").wall for _ in range(5)]
        tell(f"a log of {lines:,} lines verified", spread(times))
        net = statistics.median(times) - statistics.median(start)
        tell("a million, if each line takes as long", seconds(net / max(1, lines) * 1e6))

    def link(self):
        """Gives accounts of the large book links, so that it has some to move: one is sent, and the others are made like it."""
        name = self.large()
        self.vendor(name, "Linked", 1_000, "--latency", "1")
        resellers = self.server.sql("SELECT code FROM account_sync.accounts WHERE kind = 'reseller' ORDER BY code LIMIT 60", name)
        for code, in resellers:
            # Some are as they are found in a real book, and are not sent.
            self.run(self.at(name, "worker1"), "synchronize", code, "--system", "Linked", "--set", "reseller-id=RS-77",
                     codes=range(256))
            if int(self.server.number("SELECT count(*) FROM account_sync.links WHERE state = 'synchronized'", name)):
                break
        statements = (ROOT / "Benchmarks/bench/linked.sql").read_text()
        self.server.sql(statements.replace(":count", str(self.linked)), name)
        self.run(self.at(name), "audit", "verify")

    def moves(self):
        if self.linked:
            self.link()
        for name in [name for name in ("sender", "large") if name in self.books]:
            accounts, links = (int(self.server.number(f"SELECT count(*) FROM account_sync.{table}", name))
                               for table in ("accounts", "links"))
            folder = self.directory / f"moved-{name}"
            out = self.cost(self.at(name), "move", "--to", folder)
            self.server.sql(f"CREATE DATABASE moved_{name} ENCODING 'UTF8' TEMPLATE template0")
            self.server.sql(f"GRANT CREATE, CONNECT ON DATABASE moved_{name} TO anna")
            target = self.server.address(f"moved_{name}", "anna")
            back = self.cost(self.environment("anna", str(folder)), "move", "--to", target)
            # Their logins are no members there.
            self.books.discard(name)
            self.server.sql(f"DROP DATABASE {name} WITH (FORCE)")
            tell(f"move of {accounts:,} accounts and {links:,} links to a folder; to a server",
                 f"{seconds(out.wall)}; {seconds(back.wall)}")

    def dead(self):
        """Senders that are killed, with a console open that sweeps; then very many such rows at once."""
        name = self.sender()
        log = self.vendor(name, "Slow", 1_000, "--fault", "synchronize:slow=120000")
        session = Session([self.program], self.at(name, "ben"))
        session.until(b"Customer C-0001-1")
        senders = {}
        for number in range(SENDERS):
            code = f"R-{number + 2:04}"
            words = ["synchronize", code, "--system", "Slow", "--set", "reseller-id=RS-77"]
            senders[code] = subprocess.Popen(
                [self.program, *words], env=self.at(name, LOGINS[2 + number % WORKERS]), stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.processes.append(senders[code])
        begun = time.monotonic()
        while log.read_text().count('"endpoint":"synchronize"') < SENDERS:
            if time.monotonic() > begun + 30:
                raise RuntimeError("the senders do not send")
            session.wait_until_quiet(0.05)
        killed, gone = {}, {}
        begun = time.monotonic()
        while len(gone) < SENDERS:
            now = time.monotonic()
            # One after the other, each at another moment of its lease.
            for code in list(senders)[:min(SENDERS, int((now - begun) / 0.35))]:
                if code not in killed:
                    senders[code].kill()
                    senders[code].wait()
                    killed[code] = time.monotonic()
            doubted = self.server.sql("""SELECT code FROM account_sync.links JOIN account_sync.accounts ON id = account
                WHERE links.state = 'in doubt' AND system = 'Slow'""", name)
            for code, in doubted:
                if code in killed and code not in gone:
                    gone[code] = time.monotonic() - killed[code]
            if now > begun + 90:
                raise RuntimeError(f"{SENDERS - len(gone)} rows of dead senders are not in doubt after 90 s")
            session.wait_until_quiet(0.05)
        session.end()
        tell(f"{SENDERS} senders killed, until what each was sending is in doubt", f"{spread(list(gone.values()))}, from "
             f"{seconds(min(gone.values()))} to {seconds(max(gone.values()))}")
        self.sweep(name)

    def sweep(self, name):
        count = self.make_abandoned(name)
        first = self.cost(self.at(name, "ben"), "dashboard").wall
        left = self.server.number("SELECT count(*) FROM account_sync.links WHERE state = 'sending'", name)
        if left:
            raise RuntimeError(f"{left:.0f} of {count:,} rows are still sending after {first:.1f} s")
        again = statistics.median(self.cost(self.at(name, "ben"), "dashboard").wall for _ in range(5))
        tell(f"{count:,} rows of a dead sender in doubt: what a command takes longer that finds them", seconds(first - again))

    def make_abandoned(self, name):
        """Copies a link that was being sent, with its attempt and its line, for other accounts, past the book's own checks."""
        self.server.sql(f"""
            SET search_path = account_sync; SET session_replication_role = replica;
            CREATE TEMP TABLE made AS SELECT id AS account, gen_random_uuid()::text AS attempt, row_number() OVER () AS place
                FROM accounts WHERE id NOT IN (SELECT account FROM links WHERE system = 'Slow') LIMIT {SWEPT};
            CREATE TEMP TABLE pattern AS SELECT links.* FROM links JOIN log USING (attempt)
                WHERE links.system = 'Slow' AND log.event = 'intent' LIMIT 1;
            CREATE TEMP TABLE dead AS SELECT gen_random_uuid()::text AS id;
            INSERT INTO workers (id, login, lease_until) SELECT id, 'worker1', now() - interval '1 minute' FROM dead;
            INSERT INTO attempts SELECT made.attempt, made.account, system, claim_key, 1, intent, request_hash
                FROM made, attempts WHERE attempts.attempt = (SELECT attempt FROM pattern);
            INSERT INTO log SELECT place + (SELECT max(number) FROM log), event, made.attempt, made.account, system, 1,
                'sending', NULL, NULL, detail, NULL, at, by, hash
                FROM made, log WHERE log.attempt = (SELECT attempt FROM pattern) AND event = 'intent';
            UPDATE workspace SET entries = (SELECT max(number) FROM log);
            INSERT INTO links (account, system, claim_key, generation, state, options, parent, attempt, email, changed, by, owner)
                SELECT made.account, system, claim_key, 1, 'sending', options, parent, made.attempt, email, changed, by, dead.id
                FROM made, pattern, dead;
            ANALYZE links; ANALYZE log; ANALYZE attempts;
            """, name)
        return int(self.server.number("SELECT count(*) FROM account_sync.links WHERE state = 'sending'", name))

    def network(self):
        """A console whose network stops without a word; when its sockets and the server's are given up."""
        name = self.sender()
        with Relay(self.server.port) as relay:
            session = Session([self.program], self.at(name, "ben", relay.port))
            session.until(b"Customer C-0001-1")
            session.wait_until_quiet(3)
            clients, servers = established(relay.clients), established(relay.servers)
            # No key is pressed.
            begun = relay.cut()
            client, server, shown = {}, {}, None
            while time.perf_counter() < begun + 45 and (
                    shown is None or len(client) < len(clients) or len(server) < len(servers)):
                here, there = established(clients), self.backends()
                now = time.perf_counter() - begun
                client.update({port: now for port in clients - here if port not in client})
                server.update({port: now for port in servers - there if port not in server})
                data = session.read(0.05)
                if "✗".encode() in data and shown is None:
                    shown = now
            session.end()
        tell(f"a dead network: {len(client)} of {len(clients)} connections given up by a console", spread(list(client.values())))
        tell(f"by the server, {len(server)} of {len(servers)}", spread(list(server.values())))
        tell("until the console says by itself that the server does not answer", seconds(shown) if shown else "not within 45 s")

    def backends(self):
        rows = self.server.sql("SELECT client_port FROM pg_stat_activity WHERE client_port > 0")
        return {int(row[0]) for row in rows}


def requests(log, kind="endpoint"):
    """The moments of the requests to the endpoints that count against a limit, or of the accounts that were created."""
    moments = []
    with open(log) as file:
        for line in file:
            entry = json.loads(line)
            if kind in entry and entry[kind] in ("exists", "synchronize"):
                moments.append(datetime.datetime.fromisoformat(entry["at"].replace("Z", "+00:00")).timestamp())
    return sorted(moments)


def most(moments, window):
    """The most of them in any such span of seconds."""
    best = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= window:
            first += 1
        best = max(best, last - first + 1)
    return best


def spread(times):
    if not times:
        return "none"
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    return f"{seconds(statistics.median(ordered))}; p99 {seconds(p99)} (of {len(ordered)})"


def tell(what, value):
    print(f"| {what} | {value} |", flush=True)
