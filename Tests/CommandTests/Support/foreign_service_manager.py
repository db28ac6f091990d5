#!/usr/bin/env python3
"""A service manager that shares no code with account-sync, written from the protocol alone.

Other paths, each told apart by a query; other option IDs, in another order; the older spelling of results; words in place of
numbers; maps in place of lists. It listens on a free port of loopback, prints it, and writes each account that it made to stdout.
"""
import base64
import http.server
import json
import sys
import urllib.parse

APPLICATION = "b7a2a6f0-0000-4000-8000-00000000f0e1"
KEY = base64.b64encode("fremder Schlüssel".encode()).decode()

FIELDS = {
    "FIELDS": [
        {"id": "partner_no", "DEFINITION": {"NAME": "Reseller ID", "KIND": "SIMPLEVALUE", "DATATYPE": 0, "ISREQUIRED": True,
                                            "SORTORDER": 1, "PREDEFINEDVALUES": None}},
        {"id": "adminmail", "DEFINITION": {"NAME": "E-mail", "KIND": "simpleValue", "DATATYPE": "text", "ISREQUIRED": "true",
                                           "SORTORDER": 2, "PREDEFINEDVALUES": []}},
        {"id": "AccountRole", "DEFINITION": {"NAME": "Role", "KIND": "list", "DATATYPE": "Text", "ISREQUIRED": 1, "SORTORDER": 3,
                                             "PREDEFINEDVALUES": {"U": "User", "R": "Reseller"}}},
    ]
}

accounts = {}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.serve(b"")

    def do_POST(self):
        self.serve(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def serve(self, body):
        url = urllib.parse.urlsplit(self.path)
        operation = urllib.parse.parse_qs(url.query).get("op", [""])[0]
        if url.path != "/sm/v7/handler.ashx":
            return self.answer(404, {"Message": "no such page"})
        if (self.headers.get("X-CloudPlatform-ApplicationId"), self.headers.get("X-CloudPlatform-APIKey")) != (APPLICATION, KEY):
            return self.answer(401, {"Message": "who are you"})
        if self.headers.get("X-CloudPlatform-Setting-Region") != "eu":
            return self.answer(200, {"ErrorCode": -9, "ErrorMessage": "the setting Region is missing", "Result": ""})
        if operation == "form" and self.command == "GET":
            return self.answer(200, FIELDS)
        handler = {"look": self.look, "make": self.make}.get(operation)
        if handler is None or self.command != "POST":
            return self.answer(405, {"Message": "no such operation"})
        return self.answer(200, handler(json.loads(body)))

    def look(self, request):
        found = accounts.get(request["ID"])
        return {"ErrorCode": 1 if found else 0, "ErrorMessage": "", "Result": found["id"] if found else ""}

    def make(self, request):
        options = request["SyncOptions"]
        if options.get("AccountRole") not in ("U", "R"):
            return {"ErrorCode": -2, "ErrorMessage": "AccountRole must be U or R", "Result": ""}
        parent = request["ResellerExternalID"]
        if options["AccountRole"] == "U" and parent not in {str(made["id"]) for made in accounts.values()}:
            return {"ErrorCode": -3, "ErrorMessage": "no such reseller", "Result": ""}
        made = {
            "id": 70000 + len(accounts), "platform": request["ID"], "parent": parent, "parentPlatform": request["ResellerID"],
            "role": options["AccountRole"], "mail": options.get("adminmail"), "partner": options.get("partner_no"),
            "name": request["Name"], "country": request["Address"]["Country"]["Code"],
        }
        accounts[request["ID"]] = made
        print(json.dumps(made, sort_keys=True), flush=True)
        return {"ErrorCode": 0, "ErrorMessage": "", "Result": made["id"]}

    def answer(self, status, value):
        data = json.dumps(value).encode()
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
