"""A PostgreSQL server for one run, and a way to it that can be slow, or dead without a word."""
import ctypes
import glob
import os
import pathlib
import queue
import shutil
import socket
import struct
import subprocess
import tempfile
import threading
import time

SO_ATTACH_FILTER = 26


class Server:
    """In a short folder, its files in memory where there is room; everything but where it listens is as it comes."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
        self.folder.chmod(0o777)
        self.is_in_memory = os.path.isdir("/dev/shm") and shutil.disk_usage("/dev/shm").free > 6 << 30
        self.data = pathlib.Path("/dev/shm" if self.is_in_memory else "/tmp") / f"{self.folder.name}data"
        self.programs = pathlib.Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1])
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]

    def __enter__(self):
        self.call("initdb", "-D", self.data, "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-k {self.folder} -p {self.port} -c listen_addresses=127.0.0.1 -c track_commit_timestamp=on"
        self.call("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "-o", options, "start")
        return self

    def __exit__(self, *_):
        self.call("pg_ctl", "-D", self.data, "-m", "immediate", "stop")
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, name, *arguments):
        # It refuses to run as root.
        before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run([*before, str(self.programs / name), *map(str, arguments)], check=True, cwd="/tmp",
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def sql(self, statement, database="postgres"):
        """As the server's administrator; answers the rows as lists of texts."""
        done = subprocess.run(
            ["psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-p", str(self.port),
             "-U", "postgres", "-d", database], input=statement, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{statement[:200]}: {done.stderr[-400:]}")
        return [line.split("|") for line in done.stdout.splitlines()]

    def number(self, statement, database):
        return float(self.sql(statement, database)[0][0] or "nan")

    def address(self, database, login, port=None):
        """By the socket, or by loopback through what listens at a port."""
        host, port = ("127.0.0.1", port) if port else (self.folder, self.port)
        return f"postgresql:///{database}?host={host}&port={port}&user={login}"

    @property
    def version(self):
        return self.sql("SHOW server_version")[0][0].split()[0]


class Relay:
    """Passes bytes on, each so many seconds later, in the order in which they came; `cut` makes it a dead network.

    `is_deaf`: what a server says of changes by itself is left out, as behind a pooler.
    """

    def __init__(self, target, delay=0.0, is_deaf=False):
        self.target, self.delay, self.is_deaf, self.is_cut = target, delay, is_deaf, False
        self.sockets, self.clients, self.servers = [], [], []
        self.connected = None
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for each in [self.listener, *self.sockets]:
            # Without goodbye: nobody waits for what was held back.
            each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            each.close()

    def accept(self):
        while True:
            try:
                client, address = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                return
            self.clients.append(address[1])
            self.servers.append(server.getsockname()[1])
            self.sockets += [client, server]
            for one in (client, server):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.pump(client, server, False)
            self.pump(server, client, True)

    def pump(self, source, target, is_answer):
        waiting = queue.SimpleQueue()
        messages = Messages() if is_answer and self.is_deaf else None

        def read():
            while True:
                try:
                    data = source.recv(1 << 16)
                except OSError:
                    data = b""
                kept = messages.without_notifications(data) if messages and data else data
                if kept or not data:
                    waiting.put((time.perf_counter() + self.delay, kept))
                if not data:
                    return

        def write():
            while True:
                due, data = waiting.get()
                time.sleep(max(0, due - time.perf_counter()))
                if self.is_cut:
                    return
                try:
                    if not data:
                        target.shutdown(socket.SHUT_WR)
                        return
                    target.sendall(data)
                except OSError:
                    return
                # The first time that a server says that it is ready for a query.
                if is_answer and self.connected is None and data.endswith(b"Z\0\0\0\5I"):
                    self.connected = time.perf_counter()

        for work in (read, write):
            threading.Thread(target=work, daemon=True).start()

    def cut(self):
        """From now on nothing comes through, and nothing that arrives here is acknowledged, as if the cable were out.

        A filter that lets no packet in does that: the kernel drops them before it would answer.
        """
        self.is_cut = True
        nothing = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))
        program = struct.pack("HL", 1, ctypes.addressof(nothing))
        for one in [self.listener, *self.sockets]:
            try:
                one.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, program)
            except OSError:
                pass
        return time.perf_counter()


class Messages:
    """What a server sends, message by message: a type and a length that counts itself."""

    def __init__(self):
        self.rest, self.is_first = b"", True

    def without_notifications(self, data):
        # The answer to the question for TLS is one byte.
        if self.is_first and data in (b"N", b"S"):
            return data
        self.is_first = False
        self.rest += data
        kept = b""
        while len(self.rest) >= 5:
            end = 1 + int.from_bytes(self.rest[1:5], "big")
            if len(self.rest) < end:
                break
            if self.rest[:1] != b"A":
                kept += self.rest[:end]
            self.rest = self.rest[end:]
        return kept


def established(ports):
    """Which of these local ports of loopback still have a connection."""
    found = set()
    with open("/proc/net/tcp") as table:
        next(table)
        for line in table:
            fields = line.split()
            if fields[3] == "01":
                found.add(int(fields[1].split(":")[1], 16))
    return found & set(ports)
