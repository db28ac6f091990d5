import AccountIndex
import Accounts
import Glibc

/// index-bench [ACCOUNTS] [--floor]: fills an index with a generated book and measures what the console asks of it.
@main struct IndexBench {
    private var index = AccountIndex(systems: ["Dropbox", "Acronis EU", "Office"])
    private var blob: [UInt8] = []

    static func main() async {
        var bench = IndexBench()
        let arguments = CommandLine.arguments.dropFirst()
        bench.foldTexts(10_000)
        bench.fill(
            Book(size: arguments.first.flatMap { Int($0) } ?? 1_000_000),
            keepsBlob: arguments.contains("--floor")
        )
        if arguments.contains("--floor") { bench.memmemFloor() }
        await bench.search()
        bench.order()
        bench.fold()
        bench.change()
        bench.misspell()
        trimHeap(0)
        say("memory at the end, trimmed \(residentMegabytes()) MB")
    }

    private mutating func fill(_ book: Book, keepsBlob: Bool) {
        var book = book
        var filling = Duration.zero
        var textBytes = 0
        let before = residentMegabytes().now
        // Random ones, not every so many, since the book repeats itself in such steps.
        var random = Generator(state: 3)
        var copy = book
        let sample = (0..<2000)
            .map { _ in
                let number = random.next(book.size)
                let code = random.next(8) == 0 ? "DK-\(100_000 + number)" : "KD-\(1_000_000 + number)"
                return copy.account(number, code: code, kind: .endCustomer, parent: 0).search
            }
        let training = ContinuousClock.now
        if !CommandLine.arguments.contains("--no-sample") {
            index = AccountIndex(systems: index.systems, sample: sample)
        }
        say("training \(ContinuousClock.now - training)")
        book.forEachPortion(of: 10_000) { portion in
            let start = ContinuousClock.now
            index.append(portion)
            filling += ContinuousClock.now - start
            for account in portion {
                textBytes += account.search.text.utf8.count
                if keepsBlob { blob.append(contentsOf: account.search.text.utf8) }
            }
        }
        say("\(index.count) accounts, search texts \(textBytes / 1_000_000) MB; fill \(filling)")
        say("memory \(residentMegabytes()) MB, \(before) before", terminator: "; ")
        trimHeap(0)
        say("trimmed \(residentMegabytes()) MB; \(index.sizes)")
    }

    /// What the texts of an account cost, made and folded.
    private func foldTexts(_ count: Int) {
        var book = Book(size: count)
        let accounts = (0..<count).map { book.source($0, code: "KD-\(1_000_000 + $0)", kind: .endCustomer) }
        var times = Times()
        for _ in 0..<5 {
            _ = times.measure { accounts.reduce(0) { $0 + SearchText($1, externalIDs: ["dbx-9e377"]).text.utf8.count } }
        }
        say("folding \(count) accounts: \(times.summary)")
    }

    private func memmemFloor() {
        var times = Times()
        for word in ["hotel", "gmbh", "xyzzy", "mueller"] {
            for _ in 0..<5 {
                _ = times.measure {
                    var count = 0
                    blob.withUnsafeBytes { blob in
                        guard let start = blob.baseAddress else { return }
                        var place = start
                        while let hit = find(place, start + blob.count - place, word, word.utf8.count) {
                            count += 1
                            place = hit + 1
                        }
                    }
                    return count
                }
            }
        }
        say("floor: memmem over one blob of \(blob.count / 1_000_000) MB: \(times.summary)")
    }

    private func search() async {
        await measure("whole filters, one thread") { typed, _ in index.matches(of: AccountFilter(typed), on: "Dropbox")
        }
        await measure("letter by letter, one thread") { typed, earlier in
            index.matches(of: AccountFilter(typed), on: "Dropbox", within: earlier)
        }
        await measure("letter by letter, two threads") { typed, earlier in
            try? await index.concurrentMatches(of: AccountFilter(typed), on: "Dropbox", within: earlier)
        }
        await measure("as above, with leads and positions") { typed, earlier in
            guard
                let found = try? await index.concurrentMatches(of: AccountFilter(typed), on: "Dropbox", within: earlier)
            else { return nil }
            let visible = VisibleRows(found.rows, leads: index.leading(to: found.rows))
            _ = visible.rows(at: 0..<40).compactMap { index.key(at: $0) }
            return found
        }
    }

    private func measure(_ title: String, _ search: (String, Matches?) async -> Matches?) async {
        var times = Times()
        var lengths: [Int: Times] = [:]
        var slowest: [(Double, String, Int)] = []
        for words in typedWords() {
            var earlier: Matches?
            for length in 1...words.count {
                let typed = String(words.prefix(length))
                let found = await times.measureWaiting { await search(typed, earlier) }
                lengths[min(length, 9), default: Times()].copy(times)
                slowest.append((times.processor.last ?? 0, typed, found?.count ?? 0))
                earlier = found
            }
        }
        say("\(title): \(times.summary)")
        let byLength = lengths.sorted { $0.key < $1.key }
            .map {
                "\($0.key): \(rounded($0.value.percentile(0.5, of: $0.value.processor)))/\(rounded($0.value.percentile(1, of: $0.value.processor)))"
            }
        say("   by length, processor, median/worst: " + byLength.joined(separator: "  "))
        for (time, typed, count) in slowest.sorted(by: { $0.0 > $1.0 }).prefix(8) {
            say("   \(rounded(time)) ms  \(typed)  \(count)")
        }
    }

    private func order() {
        for order in AccountQuery.Order.allCases {
            var (first, last, whole, filtered) = (Times(), Times(), Times(), Times())
            for _ in 0..<5 {
                _ = first.measure { index.first(100, of: index.rows, by: order, on: "Dropbox") }
                _ = last.measure { index.first(100, of: index.rows, by: order, on: "Dropbox", isDescending: true) }
            }
            let sorted = whole.measure { index.sorted(by: order, on: "Dropbox") }
            if let sorted, let found = index.matches(of: AccountFilter("hotel")) {
                for _ in 0..<5 { _ = filtered.measure { sorted.filtered(by: found.rows) } }
            }
            say(
                "order \(order): first 100 \(first.summary); descending \(last.summary); all \(whole.summary); filtered \(filtered.summary)"
            )
        }
    }

    private func fold() {
        var (start, change, move, flat) = (Times(), Times(), Times(), Times())
        var visible = start.measure { VisibleRows(index.rows) }
        _ = flat.measure { VisibleRows(index.rows) }
        let largest =
            stride(from: 0, to: visible.count, by: 977)
            .compactMap { visible.row(at: $0).map { index.parent(of: $0) ?? $0 } }
            .max { index.rows(below: $0).count < index.rows(below: $1).count } ?? 0
        say("the largest reseller has \(index.rows(below: largest).count) rows below it")
        var random = Generator(state: 1)
        for _ in 0..<200 {
            change.measure { visible.collapse(largest, in: index) }
            change.measure { visible.expand(largest, in: index) }
        }
        for _ in 0..<2000 {
            let position = random.next(visible.count)
            _ = move.measure {
                visible.rows(at: position..<position + 50).map { ($0, index.key(at: $0), index.depth(at: $0)) }
            }
        }
        say("first list \(start.summary); collapse and expand \(change.summary); a page anywhere \(move.summary)")
    }

    private mutating func change() {
        var (one, many, inserted) = (Times(), Times(), Times())
        var book = Book(size: 1000)
        var random = Generator(state: 2)
        func state(_ number: Int) -> IndexChange? {
            let row = VisibleRows(index.rows).row(at: number)
            guard let row, let key = index.key(at: row), let code = index.code(at: row),
                let text = index.searchText(at: row)
            else { return nil }
            _ = text
            var account = book.account(number, code: code.rawValue, kind: .endCustomer, parent: nil)
            account.key = key
            account.parent = index.parent(of: row).flatMap { index.key(at: $0) }
            return .put(account)
        }
        for _ in 0..<20 {
            let changes = [state(random.next(index.count))].compactMap(\.self)
            one.measure { index.apply(changes) }
            let thousand = (0..<1000).compactMap { _ in state(random.next(index.count)) }
            many.measure { index.apply(thousand) }
            let added = book.account(
                index.count * 2,
                code: "KD-\(random.next(9_000_000))",
                kind: .directCustomer,
                parent: nil
            )
            inserted.measure { index.apply([.put(added)]) }
        }
        say(
            "change one \(one.summary); a thousand \(many.summary); insert one \(inserted.summary); \(index.count) accounts"
        )
    }

    private func misspell() {
        var times = Times()
        for word in ["hotle", "bäkcerei", "schroedr", "xylofonium", "münchn", "gmhb"] {
            let found = times.measure { index.suggestion(for: AccountFilter(word), on: "Dropbox") }
            say("   \(word): \(found.map { "\($0.word), \($0.matches.count)" } ?? "-")")
        }
        say("nearest spelling \(times.summary)")
    }
}

// Swift's Glibc module has neither: they are GNU's.
@_silgen_name("malloc_trim") @discardableResult private func trimHeap(_ kept: Int) -> Int32
@_silgen_name("memmem") private func find(
    _ text: UnsafeRawPointer,
    _ count: Int,
    _ word: UnsafePointer<CChar>,
    _ length: Int
) -> UnsafeRawPointer?

/// Prints a line at once, also into a pipe.
private func say(_ text: String, terminator: String = "\n") {
    print(text, terminator: terminator)
    fflush(nil)
}
