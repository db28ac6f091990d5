import Foundation
package import Invariants

/// The program under attack: the real one, or one of the same libraries with one thing broken.
package struct Program: Sendable, Hashable, Codable {
    /// The words before the command.
    package var words: [String]

    /// Makes one from the words before the command.
    package init(words: [String]) { self.words = words }

    /// The real program, as it was built beside the running one.
    package static var real: Program { Program(words: [folder + "/account-sync"]) }

    /// The same libraries with one thing broken.
    package static func mutant(_ mistake: Mistake) -> Program {
        Program(words: [folder + "/mutant", mistake.rawValue])
    }

    /// Where the build put the executables.
    private static var folder: String {
        let path =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return (path as NSString).deletingLastPathComponent
    }
}
