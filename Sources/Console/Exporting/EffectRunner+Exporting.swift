import Accounts
import Synchronizing
import Telling
import Workspace

extension EffectRunner {
    /// Writes a file and reports the result; a file that is there is replaced only if the operator agreed.
    func export(_ order: ExportOrder) async {
        do {
            let file = try OutputFile(order.path)
            guard order.replaces || !file.isThere else { return post(.exportExists(order)) }
            let count = try await write(order.exported, to: file)
            post(.exported(order.path, .exported(count, to: file.path)))
        } catch let problem as OutputFile.Problem {
            post(.exportRefused(order.path, Notice(problem)))
        } catch let failure as WriteFailure {
            post(.exportRefused(order.path, .notExported(to: order.path, reason: failure.reason)))
        } catch let failure as StoreFailure {
            post(.exportRefused(order.path, Notice(failure)))
        } catch {
            post(.exportRefused(order.path, .notExported(to: order.path, reason: "\(error)")))
        }
    }

    /// Returns how many accounts were written.
    private func write(_ exported: Exported, to file: OutputFile) async throws -> Int {
        switch exported {
        case .shown(let lines, let system):
            return try await workspace.export(lines.exportedKeys(nil), on: system, to: file) { $0.told(on: $1) }
        case .marked(let lines, let marked, let system):
            let shown = lines.exportedKeys(marked)
            // Those that the filter hides come last.
            let hidden = marked.subtracting(shown).sorted { $0.rawValue < $1.rawValue }
            return try await workspace.export(shown + hidden, on: system, to: file) { $0.told(on: $1) }
        case .plan(let plan):
            try file.write((file.path.lowercased().hasSuffix(".csv") ? plan.csv : plan.printed).utf8)
            return plan.items.count
        case .rejects(let story):
            try file.write(try await workspace.rejects(of: story).utf8)
            return story.rejected.count
        case .successes(let story):
            try file.write(try await workspace.successes(of: story).utf8)
            return story.synchronized.count
        }
    }
}

extension AccountLines {
    /// The keys of the accounts that match, in the order in which they are shown; only some of them, or all.
    fileprivate func exportedKeys(_ among: Set<AccountKey>?) -> [AccountKey] {
        // In a tree, what is folded away is exported, too.
        let keys = query.order == .tree ? matchingKeys : keys(0..<count)
        return among.map { among in keys.filter(among.contains) } ?? keys
    }
}
