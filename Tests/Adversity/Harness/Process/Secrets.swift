import CHarness
import Foundation
import Invariants

/// I11: looks for the vendor's secrets where they must not be.
enum Secrets {
    private static let all = [Vendor.apiKey, Vendor.setting, Vendor.password]
    private static let spellings =
        all + all.map { Data($0.utf8).base64EncodedString() } + all.map { String($0.reversed()) }

    /// The secrets in a workspace's files, except in the folder of secrets itself.
    static func violations(in workspace: String) -> [Violation] {
        // A workspace that is gone holds no secrets.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: workspace)) ?? []
        return names.filter { $0.hasPrefix("account-sync") || $0 == "plan.json" }
            .flatMap { name in
                violations(in: FileManager.default.contents(atPath: workspace + "/" + name) ?? Data(), of: name)
            }
    }

    /// The secrets in a process's output.
    static func violations(in ended: Ended) -> [Violation] {
        violations(in: Data(ended.stdout.utf8), of: "stdout") + violations(in: Data(ended.stderr.utf8), of: "stderr")
    }

    private static func violations(in data: Data, of place: String) -> [Violation] {
        data.withUnsafeBytes { bytes in
            spellings.filter { needle in
                needle.utf8.withContiguousStorageIfAvailable {
                    harness_contains(bytes.baseAddress, bytes.count, $0.baseAddress, $0.count) != 0
                } ?? false
            }
            .map { _ in Violation(.secretsStay, "a secret is in \(place)") }
        }
    }
}
