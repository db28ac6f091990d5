"""A workspace with many accounts, and the sandbox beside it."""
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class World:
    """Made anew in a directory; the sandbox ends with it."""

    def __init__(self, program, directory, accounts):
        self.program = program
        self.directory = directory
        self.accounts = accounts
        self.workspace = directory / "workspace"
        self.environment = dict(
            os.environ, ACCOUNT_SYNC_WORKSPACE=str(self.workspace), TERM="xterm-256color", LANG="C.UTF-8")
        self.environment.pop("NO_COLOR", None)

    def __enter__(self):
        self.run("init")
        self.run("accounts", "import", self.write_accounts())
        self.start_sandbox()
        self.register()
        # The first account of a system costs a third request, which proves its exists.
        self.run("synchronize", "R-0001", "--system", "Dropbox", "--set", "reseller-id=RS-77")
        return self

    def __exit__(self, *_):
        self.end_sandbox()

    def end_sandbox(self):
        self.sandbox.terminate()
        self.sandbox.wait()

    def run(self, *arguments):
        """Runs the program to its end; it must succeed."""
        return subprocess.run(
            [self.program, *arguments], env=self.environment, check=True, capture_output=True, text=True).stdout

    @property
    def store(self):
        return self.workspace / "account-sync.sqlite"

    def write_accounts(self):
        """One account in ten is a reseller, the others are its customers."""
        path = self.directory / "accounts.csv"
        with path.open("w") as file:
            file.write("code,name,type,parent_code,email,country\n")
            for number in range(1, self.accounts // 10 + 1):
                file.write(f"R-{number:04},Reseller {number},reseller,,r{number}@example.com,DE\n")
                for customer in range(1, 10):
                    code = f"C-{number:04}-{customer}"
                    file.write(f"{code},Customer {code},customer,R-{number:04},{code.lower()}@example.com,AT\n")
        return path

    def start_sandbox(self):
        self.sandbox = subprocess.Popen(
            [self.program, "sandbox", "--port", "0"], env=self.environment, stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)/portal", self.sandbox.stdout.readline()).group(1))
        for line in self.sandbox.stdout:
            found = re.search(r'applicationId (\S+) and the API key "(.*)"', line)
            if found:
                self.application, self.key = found.groups()
                return

    def register(self):
        (self.workspace / "secrets").mkdir(mode=0o700)
        key = self.workspace / "secrets" / "dropbox-api-key"
        key.touch(mode=0o600)
        key.write_text(self.key)
        registration = self.directory / "dropbox.json"
        registration.write_text((ROOT / "seeds/dropbox.json").read_text().replace(":8377/", f":{self.port}/"))
        self.run("systems", "add", registration)
