"""A program in a terminal of 80 by 24."""
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
import tty


class Session:
    """Begins at once; `started` is when."""

    def __init__(self, arguments, environment, raw=False):
        arguments = [str(argument) for argument in arguments]
        self.started = time.perf_counter()
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            if raw:
                tty.setraw(0)
            os.execvpe(arguments[0], arguments, environment)

    def until(self, text, limit=30):
        """Reads until a text was written; answers the moment."""
        seen = b""
        while text not in seen:
            data = self.read(limit)
            if not data:
                raise RuntimeError(f"{text} never came: {seen[-400:]}")
            seen += data
        return time.perf_counter()

    def read(self, limit):
        ready, _, _ = select.select([self.terminal], [], [], limit)
        try:
            return os.read(self.terminal, 65536) if ready else b""
        except OSError:
            return b""

    def send(self, data):
        os.write(self.terminal, data)

    def answer(self, data, quiet=0.05):
        """Sends something; answers after how many seconds the last byte of the answer came, and how many bytes it had."""
        self.wait_until_quiet(quiet)
        begun = last = time.perf_counter()
        self.send(data)
        count = 0
        while True:
            read = self.read(2 if count == 0 else quiet)
            if not read:
                return last - begun, count
            last = time.perf_counter()
            count += len(read)

    def wait_until_quiet(self, quiet=0.3):
        while self.read(quiet):
            pass

    def end(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.terminal)
