import Accounts
import Foundation

/// Accounts as the platform's account list answers them (protocol.md, section 2): the v3 envelope, or a bare array.
public enum AccountJSON {
    /// Reads a file.
    public static func read(_ bytes: [UInt8]) throws(AccountFileProblem) -> AccountRows {
        let value: Any
        do {
            value = try JSONSerialization.jsonObject(with: Data(bytes))
        } catch {
            throw .notJSON
        }
        guard let elements = value as? [Any] ?? (value as? [String: Any])?.member("data") as? [Any] else {
            throw .noAccounts
        }
        var result = AccountRows(rows: [], problems: [], unknownColumns: [], parentsAreIDs: true)
        for (index, element) in elements.enumerated() {
            if let object = element as? [String: Any] {
                result.rows.append(row(object, line: index + 1))
            } else {
                result.problems.append(RowProblem(line: index + 1, reason: .notAnObject))
            }
        }
        return result
    }

    private static func row(_ object: [String: Any], line: Int) -> FileRow {
        let address = object.member("address") as? [String: Any] ?? [:]
        let contact = object.member("contact") as? [String: Any] ?? [:]
        let isReseller = object.truth("enableReselling") || object.truth("resellingEnabled")
        let values: [Column: String] = [
            .id: object.text("id"), .code: object.text("code"), .name: object.text("name"),
            .type: isReseller ? "reseller" : "customer", .parentCode: object.text("billToAccountId"),
            .email: object.text("email"), .country: address.text("countryCode"), .phone: object.text("phone"),
            .website: object.text("webSite"), .contactFirstName: contact.text("firstName"),
            .contactLastName: contact.text("lastName"), .address1: address.text("address1"),
            .address2: address.text("address2"), .city: address.text("city"), .postCode: address.text("postCode"),
            .state: address.text("state"),
        ]
        return FileRow(line: line, values: values)
    }
}

/// Member names in any case; ids as strings or numbers.
extension [String: Any] {
    fileprivate func member(_ name: String) -> Any? {
        self[name] ?? first { $0.key.lowercased() == name.lowercased() }?.value
    }

    fileprivate func text(_ name: String) -> String {
        switch member(name) {
        case let text as String: text.trimmed
        case let number as NSNumber: "\(number)"
        default: ""
        }
    }

    fileprivate func truth(_ name: String) -> Bool {
        switch member(name) {
        case let truth as Bool: truth
        case let text as String: text.squashed == "true"
        default: false
        }
    }
}
