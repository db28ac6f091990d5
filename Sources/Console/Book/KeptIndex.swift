import AccountIndex
import Accounts
import FoundationEssentials
import Glibc
import Synchronizing
import Workspace

/// The index of a server's book in a file of this machine, so that the next console need not read the whole book again (0044).
///
/// Nothing is ever sent because of it. Whatever does not fit is thrown away: another program, another book or home, another
/// login or scope, a file that is not whole.
struct KeptIndex: Sendable {
    let path: String
    private let edition: BookEdition

    /// What must be the same for a file to be of use, and the moment of the book that it shows.
    private struct Heading: Codable, Equatable {
        var program: String
        var edition: BookEdition
        var systems: [String]
        var version = 0
        var change = ""
    }

    /// An index, the version of the book that it shows, and the name of the change that made that.
    typealias Found = (index: AccountIndex, version: Int, change: String)

    /// Nil where nothing is kept: a book in a folder, or a user who does not want that, of whom nothing is left then.
    init?(of workspace: Workspace) {
        guard let edition = workspace.book.edition, let folder = workspace.cacheFolder else { return nil }
        self.init(edition, in: folder)
        guard workspace.keepsNoCache else { return }
        remove()
        return nil
    }

    init?(_ edition: BookEdition, in folder: String) {
        // The id comes from a book that may be foreign, and becomes the name of a file.
        guard !edition.book.isEmpty, edition.book.isMadeAsID else { return nil }
        self.edition = edition
        // Each login of a user has its own; another scope of the same login takes the place of the one before.
        let login = edition.reader.prefix { $0 != "\n" }
        path = "\(folder)/\(edition.book)-\(SHA256.hexadecimal(Array(login.utf8)).prefix(16)).index"
    }

    /// The index that was kept, with later revisions than an earlier one; nil if there is none that fits.
    func read(systems: [SystemName], after earlier: AccountIndex?) -> Found? {
        do {
            var keeper = try IndexReader(path)
            var bytes: [UInt8] = []
            try keeper.keep(&bytes)
            let heading = try JSONDecoder().decode(Heading.self, from: Data(bytes))
            var expected = expected(systems)
            (expected.version, expected.change) = (heading.version, heading.change)
            guard heading == expected else { throw KeptIndexProblem.unfit }
            let index = try AccountIndex(systems: systems, after: earlier, from: &keeper)
            try keeper.finish()
            return (index, heading.version, heading.change)
        } catch {
            if case KeptIndexProblem.system(ENOENT) = error { return nil }
            remove()
            return nil
        }
    }

    /// Keeps an index; if it cannot be kept, the next console reads the book.
    func write(_ index: AccountIndex, version: Int, change: String) {
        var heading = expected(index.systems)
        (heading.version, heading.change) = (version, change)
        do {
            var keeper = try IndexWriter(path)
            var bytes = Array(try JSONEncoder().encode(heading))
            try keeper.keep(&bytes)
            try index.write(to: &keeper)
            try keeper.finish()
        } catch {
            // What is there of it is of no use.
            unlink(IndexWriter.unfinished(path))
        }
    }

    func remove() { unlink(path) }

    private func expected(_ systems: [SystemName]) -> Heading {
        Heading(program: Self.program, edition: edition, systems: systems.map(\.rawValue))
    }

    /// Another program may cut words in another way, or arrange columns differently.
    private static let program: String = {
        var status = stat()
        guard stat("/proc/self/exe", &status) == 0 else { return "" }
        let (at, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
        return "\(status.st_size) \(status.st_ino) \(at) \(nanoseconds)"
    }()
}
