package import StrictJSON

/// Why a file is not the JSON document that it should be.
package enum DocumentProblem: Error, Hashable, Sendable {
    case notJSON(JSONReader.Fault)
    case notAnObject
    /// Everything that is wrong with its members, as far as that is looked for; at least one thing.
    case members([MemberProblem])
}

extension JSON {
    /// Reads the JSON object of a document.
    static func document(_ bytes: [UInt8]) throws(DocumentProblem) -> JSON {
        let json: JSON
        do throws(JSONReader.Fault) {
            json = try JSONReader.read(bytes)
        } catch {
            throw .notJSON(error)
        }
        guard json.members != nil else { throw .notAnObject }
        return json
    }
}
