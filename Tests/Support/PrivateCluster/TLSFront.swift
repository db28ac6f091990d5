import Foundation
import TestKit

/// Takes connections over TCP for a private cluster, as a server on another machine would: with a certificate for a name, or
/// without TLS at all.
package final class TLSFront: Sendable {
    package let port: Int
    private let directory: TemporaryDirectory
    private let script: ChildProcess

    /// `name`: whom its certificate names; without one it speaks no TLS.
    package init(to cluster: PrivateCluster, name: String?) throws {
        directory = try TemporaryDirectory()
        script = try ChildProcess(
            ["/bin/sh", "-c", Self.preparation, "sh", directory.path, name ?? "", Self.script, cluster.folder],
            output: .pipe
        )
        guard let port = Int(script.line()) else { throw PrivateCluster.Failure(description: "no front") }
        self.port = port
    }

    deinit { script.signal(SIGTERM) }

    /// The file with its certificate, which nobody else vouches for.
    package var certificate: String { directory.file("certificate.pem") }

    /// How often somebody said who it is, over TLS and without it.
    package var greetings: (secure: Int, open: Int) {
        // Nobody has said anything as long as there is no file.
        let lines = ((try? directory.text("greetings")) ?? "").split(separator: "\n")
        return (lines.count { $0 == "secure" }, lines.count { $0 == "open" })
    }

    package func address(of database: String, host: String, _ settings: String = "") -> String {
        "postgresql://\(host):\(port)/\(database)?user=postgres\(settings)"
    }

    private static let preparation = """
        cd "$1"
        if [ -n "$2" ]; then
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout key.pem \\
                -out certificate.pem -subj "/CN=$2" -addext "subjectAltName=DNS:$2" 2>/dev/null || exit
        fi
        exec python3 -c "$3" "$4/.s.PGSQL.5432" "$2"
        """

    private static let script = """
        import select, socket, ssl, sys, threading

        def note(word):
            with open("greetings", "a") as file: file.write(word + "\\n")

        def serve(client):
            first = client.recv(8, socket.MSG_WAITALL)
            way = "open"
            # The request for TLS is a length and a number in place of a version.
            if first[4:] == bytes([4, 210, 22, 47]):
                if context is None:
                    client.sendall(b"N")
                else:
                    client.sendall(b"S")
                    client, way = context.wrap_socket(client, server_side=True), "secure"
                first = b""
            server = socket.socket(socket.AF_UNIX)
            server.connect(sys.argv[1])
            if not first:
                first = client.recv(65536)
                if not first: return
            note(way)
            server.sendall(first)
            while True:
                waiting = getattr(client, "pending", int)()
                for one in [client] if waiting else select.select([client, server], [], [])[0]:
                    data = one.recv(65536)
                    if not data: return
                    (server if one is client else client).sendall(data)

        def tried(client):
            try: serve(client)
            except OSError: pass
            finally: client.close()

        context = None
        if sys.argv[2]:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain("certificate.pem", "key.pem")
        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1], flush=True)
        while True:
            threading.Thread(target=tried, args=(listener.accept()[0],), daemon=True).start()
        """
}
