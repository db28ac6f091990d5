import Accounts
import Testing

/// Codes as people paste them.
@Suite struct CodeSearchTests {
    private static let book = ["C-101", "C-102", "c-102", "KD 20015", "R-100", "R100", "Ä-1", "DE"]

    private func search(_ text: String, in book: [String] = book) -> CodeSearch.Result {
        var search = CodeSearch(CodeList(text))
        for (place, code) in book.enumerated() { search.see(Array(code.utf8), at: place) }
        return search.result
    }

    private func found(_ text: String) -> [String] { search(text).places.map { Self.book[$0] } }

    @Test(arguments: [
        "C-101\nR-100", "C-101,R-100", "C-101;R-100\r\n", "C-101\tR-100", "C-101 R-100", " \"C-101\" , 'R-100'\n\n",
        "C-101\u{2028}R-100", "c101 R-100", "C101\nR-100\nC-101",
    ])
    func `whatever stands between them, codes are found, each once`(_ text: String) {
        #expect(found(text) == ["C-101", "R-100"])
        #expect(search(text).missing.isEmpty)
    }

    @Test func `another case and other hyphens count only where that is one account`() {
        #expect(found("kd20015") == ["KD 20015"])
        #expect(found("KD 20015") == ["KD 20015"])
        #expect(found("C-102") == ["C-102"] && found("c-102") == ["c-102"])
        let unclear = search("c102")
        #expect(unclear.places.isEmpty && unclear.missing.isEmpty)
        #expect(unclear.ambiguous.map(\.written) == ["c102"] && unclear.ambiguous.map(\.meant) == [["C-102", "c-102"]])
        #expect(search("r 100").ambiguous.first?.meant == ["R-100", "R100"])
        // A letter with its mark apart is the same letter.
        #expect(found("A\u{308}1") == ["Ä-1"])
    }

    @Test func `what is no code is named as it was written`() {
        let result = search("C-101\nC-999 Sonne\nnothing")
        #expect(result.missing == ["C-999", "Sonne", "nothing"])
        #expect(result.count == 4)
        #expect(search("").count == 0 && CodeList(" ,;\n").isEmpty)
        #expect(search("\u{0}\u{1B}[2J").places.isEmpty)
    }

    @Test func `ten thousand codes are found in a book of a hundred thousand`() {
        let book = (0..<100_000).map { "KD-\($0)" }
        let list = (0..<10_000).map { "kd\($0 * 10)" }.joined(separator: "\n")
        let result = search(list, in: book)
        #expect(result.places == (0..<10_000).map { $0 * 10 })
    }
}
