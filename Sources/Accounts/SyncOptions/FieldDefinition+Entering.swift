extension FieldDefinition {
    /// Whether the value is chosen rather than typed.
    var isChosen: Bool {
        switch kind {
        case .list: !choices.isEmpty
        case .multiSelect, .boolean: true
        case .simpleValue, .textArea, .link, .mask, .checkDigit, .unknown, .file: false
        }
    }

    /// A value as the form keeps it: the id of a choice as the vendor spells it, any other text in normal form C
    /// without white space at its ends.
    func entered(_ text: String) -> String {
        switch kind {
        case .multiSelect where !choices.isEmpty:
            text.split(separator: ",").map { chosen(String($0)) }.joined(separator: ",")
        case .textArea:
            text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").trimmed.composed
        default: chosen(text)
        }
    }

    private func chosen(_ text: String) -> String {
        choices.first { $0.id == text }?.id ?? text.trimmed.composed
    }
}
