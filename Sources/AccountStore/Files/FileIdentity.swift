import Accounts
import CStatx
import FoundationEssentials
import Synchronizing

/// What tells a workspace's file from a copy of it: the machine, the inode, and when the inode was made.
///
/// A folder that is renamed keeps all three; a copy, also by `cp -a` or from a backup, has an inode of its own. The
/// device's number is left out, since it may be another one after each boot.
enum FileIdentity {
    /// A part that cannot be read says nothing; whoever reads the database fails by itself.
    static func of(_ path: String, machineID: String = "/etc/machine-id") -> Home.Place {
        var parts = [Home.Part.machine: machine(machineID)]
        var identity = account_sync_identity()
        if account_sync_identity_of(path, &identity) == 0 {
            parts[.file] = "\(identity.inode)"
            // Not every file system keeps it.
            if identity.has_birth != 0 { parts[.born] = "\(identity.born_seconds).\(identity.born_nanoseconds)" }
        }
        return Home.Place(parts)
    }

    /// The machine's id as a digest for this program alone, as machine-id(5) asks; empty if it has none.
    private static func machine(_ file: String) -> String {
        // Some containers have none.
        guard let id = try? String(contentsOfFile: file, encoding: .utf8).trimmed, !id.isEmpty else { return "" }
        return String(SHA256.hexadecimal(Array("account-sync \(id)".utf8)).prefix(32))
    }
}
