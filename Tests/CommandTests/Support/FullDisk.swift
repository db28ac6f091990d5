import TestKit

/// Runs a program with a full disk of its own at a directory, where files can be made and nothing be written.
enum FullDisk {
    static func isPossible() async -> Bool {
        // Where unshare is missing or forbidden the test cannot be run.
        guard let probe = try? ChildProcess(wrapper("/mnt") + ["true"]) else { return false }
        return await probe.end() == 0
    }

    static func wrapper(_ directory: String) -> [String] {
        [
            "unshare", "--mount", "--map-root-user", "sh", "-c",
            "mount -t tmpfs -o size=4k none \"$0\" && head -c 4096 /dev/zero >\"$0/filling\" && exec \"$@\"", directory,
        ]
    }
}
