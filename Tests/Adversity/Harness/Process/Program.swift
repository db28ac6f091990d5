import Foundation

/// The program under attack: the real one, or one made of the same libraries with one thing broken.
package struct Program: Sendable, Hashable, Codable {
    package var words: [String]

    package init(words: [String]) { self.words = words }

    /// The real program, built beside the running one.
    package static var real: Program { Program(words: [folder + "/account-sync"]) }

    package static func mutant(_ mutation: String) -> Program { Program(words: [folder + "/mutant", mutation]) }

    private static var folder: String {
        let path =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return (path as NSString).deletingLastPathComponent
    }
}
