import Foundation
import Samples
import Testing

@testable import Accounts

/// What is quick for the usual texts, against what defines it.
@Suite struct QuickTextTests {
    private static let every = (UInt32(0)...0x10FFFF).compactMap { Unicode.Scalar($0) }

    @Test func `white space is what Unicode says`() {
        #expect(Self.every.filter { $0.isBlank != $0.properties.isWhitespace }.isEmpty)
    }

    @Test func `what is surely composed stays as it is, and joins with nothing before it`() {
        for scalar in Self.every where scalar.isSurelyComposed && scalar.value >= 0x80 {
            let text = String(scalar)
            let isStable = text.precomposedStringWithCanonicalMapping.unicodeScalars.elementsEqual([scalar])
            let joins = ["a", "α", "か", "\u{1F00}", "\u{1100}"]
                .contains { before in
                    !(before + text).precomposedStringWithCanonicalMapping.unicodeScalars
                        .elementsEqual(
                            before.unicodeScalars + [scalar]
                        )
                }
            if !isStable || joins || scalar.properties.canonicalCombiningClass != .notReordered {
                Issue.record("U+\(String(scalar.value, radix: 16))")
            }
        }
    }

    @Test func `a text is trimmed, composed and squashed as by its definition`() {
        var random = RandomText(seed: 1)
        for _ in 0..<5_000 {
            let (before, after) = (random.text(longest: 3), random.text(longest: 3))
            let text = before + random.text() + after
            let scalars = text.unicodeScalars.drop { $0.properties.isWhitespace }.reversed()
                .drop { $0.properties.isWhitespace }.reversed()
            #expect(text.trimmed.unicodeScalars.elementsEqual(scalars), "\(text.debugDescription)")
            let composed = text.precomposedStringWithCanonicalMapping
            #expect(text.composed.unicodeScalars.elementsEqual(composed.unicodeScalars), "\(text.debugDescription)")
            let decomposed = text.decomposedStringWithCanonicalMapping
            #expect(text.decomposed.unicodeScalars.elementsEqual(decomposed.unicodeScalars), "\(text.debugDescription)")
            // Only a text in ASCII has a way of its own; there CR and LF, one character, are white space either way.
            guard text.utf8.allSatisfy({ $0 < 0x80 }) else { continue }
            let squashed = text.lowercased().filter { !$0.isWhitespace && $0 != "-" && $0 != "_" }
            #expect(text.squashed.utf8.elementsEqual(squashed.utf8), "\(text.debugDescription)")
        }
    }

    @Test func `the digits of a phone number are those of its definition`() {
        var random = RandomText(seed: 2)
        for number in 0..<5_000 {
            let text = number.isMultiple(of: 2) ? random.text() + "(0)" + random.text() : random.text()
            #expect(text.phoneDigits == digits(text), "\(text.debugDescription)")
        }
        for text in ["", "000", "+49 (0) 30 00", "(0)(0)1", "(0", "٠٤٩", "(00)7"] {
            #expect(text.phoneDigits == digits(text), "\(text)")
        }
    }

    private func digits(_ text: String) -> String {
        var digits = ""
        // Scalar by scalar, since a mark makes one character with what is before it.
        for scalar in Array(text.unicodeScalars).replacing(["(", "0", ")"] as [Unicode.Scalar], with: []) {
            if ("0"..."9").contains(scalar) { digits.unicodeScalars.append(scalar) }
            if case .digit(let digit) = scalar.lookAlike { digits += "\(digit)" }
        }
        return String(digits.drop { $0 == "0" })
    }

    @Test func `a search text has every spelling once, in its part`() {
        var random = RandomText(seed: 3)
        for number in 0..<1_000 {
            func value() -> String { number.isMultiple(of: 3) ? "Ößä \(random.text()) Øre-Åø" : random.text() }
            let account = Account(
                id: AccountID(value()),
                code: AccountCode(value()),
                name: value(),
                kind: .reseller,
                email: value(),
                country: value(),
                phone: value(),
                contact: .init(firstName: value(), lastName: value()),
                address: .init(city: value())
            )
            let ids = (0..<number % 3).map { _ in ExternalID(value()) }
            let text = SearchText(account, externalIDs: ids).text
            #expect(text.utf8.elementsEqual(searchText(account, ids).utf8), "\(text.debugDescription)")
        }
    }

    private func searchText(_ account: Account, _ ids: [ExternalID]) -> String {
        func part(_ sign: String, _ spellings: [String]) -> String {
            var once: [String] = []
            for spelling in spellings where !spelling.isEmpty {
                // Two texts with the same meaning are equal; their bytes are not.
                if !once.contains(where: { $0.utf8.elementsEqual(spelling.utf8) }) { once.append(spelling) }
            }
            return sign + "\u{1}" + once.map { $0 + "\u{1}" }.joined() + "\n"
        }
        func words(_ text: String) -> [String] {
            let two = text.composed.unicodeScalars.count { Folding.twoLetters[$0] != nil }
            return text.foldedSpellings + (two > 1 ? text.mixedSpellings : [])
        }
        let code = account.code.rawValue
        return part("C", code.foldedSpellings + [code.folded.squashed]) + part("N", words(account.name))
            + part("E", account.email.foldedSpellings) + part("L", account.country.trimmed.foldedSpellings)
            + part("I", account.id.rawValue.foldedSpellings) + part("P", [account.phone.phoneDigits])
            + part("K", words("\(account.contact.firstName) \(account.contact.lastName)"))
            + part("O", words(account.address.city))
            + (ids.isEmpty ? "" : part("X", ids.flatMap { $0.rawValue.foldedSpellings }))
    }
}
