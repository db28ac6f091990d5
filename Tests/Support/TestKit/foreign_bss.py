#!/usr/bin/env python3
"""A BSS that shares no code with account-sync or its sandbox, written from the protocol alone.

It speaks version 2.2: lists are bare. Members come in another order and another case, ids as texts, the payer under one of two
names as a number, a text or an object, moments with another number of digits in each row, and no page is longer than 100 rows.
It reads its accounts from the JSON file that is its argument, again for each request, listens on a free port of loopback, and
prints the port.

The file is a list of objects with the members id, code, name, email, phone, country, parent, reseller, created and updated; the
last two are texts like 2026-11-03T14:05:09.1234567, and parent is an id or null.
"""
import base64
import http.server
import json
import re
import secrets
import sys
import urllib.parse

CLIENT, SECRET = "fremder-client", "fremdes Geheimnis"
USER, PASSWORD = "leserin", "p&w=ö +"
LONGEST_PAGE = 100

tokens = set()


def moment(text):
    """A key by which moments with any number of digits are in order."""
    whole, _, fraction = text.partition(".")
    return whole, fraction.ljust(7, "0")


def told(text, number):
    """A moment as a row tells it: with seven digits, with three, or with none where there are only zeros."""
    whole, _, fraction = text.partition(".")
    fraction = fraction.ljust(7, "0")
    width = (7, 3, 0)[number % 3]
    if fraction[width:].strip("0"):
        width = 7
    return whole + ("." + fraction[:width] if width else "")


def row(account, names):
    number, parent = int(account["id"]), account.get("parent")
    payer = {
        0: {"billToAccountID": parent},
        1: {"BillToAccount": None if parent is None else str(parent)},
        2: {"billToAccount": None if parent is None else {"name": names.get(parent, ""), "ID": str(parent)}},
    }[number % 3]
    return {
        "UpdatedAt": told(account["updated"], number),
        "address": {"CountryName": "", "countrycode": account.get("country", ""), "Address1": ""},
        **payer,
        "Email": account.get("email", ""),
        "CreditLimit": "Unlimited" if number % 2 else 1000.50,
        "enableReselling": bool(account.get("reseller")),
        "WebSite": None,
        "NAME": account["name"],
        "tags": [{"anything": [1, None]}],
        "Phone": account.get("phone"),
        "createdAt": told(account["created"], number + 1),
        "Code": account["code"],
        "EnableOrdering": False,
        "Id": str(account["id"]),
    }


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        if urllib.parse.urlsplit(self.path).path.lower() != "/oauth/token":
            return self.answer(405, {"Message": "reading only"})
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if self.headers.get("Authorization") != basic:
            return self.answer(401, {"error": "invalid_client"})
        form = urllib.parse.parse_qs(body, keep_blank_values=True)
        wanted = {"grant_type": ["password"], "username": [USER], "password": [PASSWORD]}
        if any(form.get(name) != value for name, value in wanted.items()):
            return self.answer(400, {"error": "invalid_grant", "error_description": "no"})
        if "client_secret" in form:
            return self.answer(400, {"error": "invalid_request"})
        token = secrets.token_urlsafe(40)
        tokens.add(token)
        # Neither a type nor an end is documented.
        return self.answer(200, {"access_token": token})

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = {name.lower(): values[-1] for name, values in urllib.parse.parse_qs(url.query).items()}
        if self.headers.get("Authorization", "").removeprefix("Bearer ") not in tokens:
            return self.answer(401, {"Message": "who are you"})
        if self.headers.get("X-Api-Version") not in ("2.1", "2.2"):
            return self.answer(400, {"Message": "this is version 2.2"})
        with open(sys.argv[1], encoding="utf-8") as file:
            accounts = json.load(file)
        names = {account["id"]: account["name"] for account in accounts}
        path = url.path.lower().rstrip("/")
        one = re.fullmatch(r"/api/accounts/(\d+)", path)
        if one:
            found = [account for account in accounts if int(account["id"]) == int(one.group(1))]
            return self.answer(200, row(found[0], names)) if found else self.answer(404, {"Message": "no such account"})
        if path == "/api/subscriptions":
            return self.answer(200, [])
        if path != "/api/accounts":
            return self.answer(404, {"Message": "no such page"})
        condition = query.get("$filter")
        if condition is not None:
            accounts = self.filtered(accounts, condition)
            if accounts is None:
                return self.answer(400, {"Message": "what filter"})
        order = query.get("$orderby", "createdAt").split()
        key = {
            "createdat": lambda account: moment(account["created"]), "updatedat": lambda account: moment(account["updated"]),
            "name": lambda account: account["name"], "code": lambda account: account["code"],
        }.get(order[0].lower())
        if key is None or order[1:] not in ([], ["desc"], ["asc"]):
            return self.answer(400, {"Message": "what order"})
        accounts = sorted(accounts, key=key, reverse=order[1:] == ["desc"])
        index, size = int(query.get("pageindex", "1")), min(int(query.get("pagesize", "10")), LONGEST_PAGE)
        if index < 1 or size < 1:
            return self.answer(400, {"Message": "what page"})
        return self.answer(200, [row(account, names) for account in accounts[(index - 1) * size : index * size]])

    @staticmethod
    def filtered(accounts, condition):
        """The accounts that a filter selects: one `id eq`, `code eq` or `createdAt gt`; None for any other."""
        if match := re.fullmatch(r"id eq '?(\d+)'?", condition, re.I):
            return [account for account in accounts if int(account["id"]) == int(match.group(1))]
        if match := re.fullmatch(r"code eq '((?:[^']|'')*)'", condition, re.I):
            return [account for account in accounts if account["code"] == match.group(1).replace("''", "'")]
        if match := re.fullmatch(r"createdAt gt datetime'(\d{4}-\d\d-\d\d)'", condition, re.I):
            return [account for account in accounts if account["created"] > match.group(1) + "T00:00:00"]
        return None

    def answer(self, status, value):
        data = json.dumps(value, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
try:
    server.serve_forever()
except KeyboardInterrupt:
    sys.exit(0)
