package import Accounts

extension RowProblem.Kind: StoredWhole {
    package static let stored: [StoredCase<Self>] = [
        .init("cells", { .cells(found: $0, expected: $1) }, .number, .column),
        .init("hidden", hidden, .number),
        .init("tooLong", tooLong, .number),
        .init("unknownType", unknownType, .text),
        .init("unknownStorefront", unknownStorefront, .text),
        .init("duplicateCode", duplicateCode, .number),
        .init("duplicateID", { .duplicateID($0, holder: $1) }, .name, .text),
        .init("unknownID", unknownID, .name),
        .init("zeroID", zeroID, .name),
        .init("changedID", { .changedID(from: $0, to: $1) }, .name, .text),
        .init("heldCode", { .heldCode($0, by: $1) }, .name, .text),
        .init("knownByCode", knownByCode, .text),
        .init("unknownParent", unknownParent, .text),
        .init("parentNoReseller", parentNoReseller, .text),
        .init("hasCustomers", hasCustomers, .text),
        .init("parentRefused", parentRefused, .text),
        .init("fixedType", fixedType, .part),
        .init("wrongKind", { .wrongKind(member: $0, wanted: $1) }, .name, .part),
        .init("duplicateMember", duplicateMember, .name),
        .init("contradiction", contradiction, .name, .text),
        .init("words", words, .text),
        .init("missing", .missing), .init("openQuote", .openQuote), .init("strayQuote", .strayQuote),
        .init("notUTF8", .notUTF8), .init("directWithParent", .directWithParent), .init("cycle", .cycle),
        .init("fixedParent", .fixedParent), .init("notAnObject", .notAnObject),
        .init("ofBSS", .ofBSS),
    ]
}

extension RowProblem.Wanted: StoredCases {
    package static let stored: [StoredCase<Self>] = [
        .init("text", .text), .init("identifier", .identifier), .init("truth", .truth), .init("object", .object),
        .init("parent", .parent),
    ]
}

extension Account.Kind: StoredCases {
    package static let stored: [StoredCase<Self>] = [
        .init("reseller", .reseller), .init("endCustomer", .endCustomer), .init("directCustomer", .directCustomer),
    ]
}
