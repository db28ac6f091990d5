/// Rules that need only the value and not the account.
extension SyncForm {
    /// What the definition demands of a value: present if required, one of the choices, of the right type, and without
    /// hidden characters.
    func valueRules(_ field: FormField) -> [Finding] {
        func finding(_ rule: Finding.Rule) -> Finding { Finding(.field(field.id), rule, named: field.label) }
        let (value, definition) = (field.value, field.definition)
        guard definition.kind != .file else { return definition.isRequired ? [finding(.fileField)] : [] }
        // The rule for emails says everything about them, in better words.
        guard field.meaning != .email else { return [] }
        guard !value.isEmpty else { return definition.isRequired ? [finding(emptyRule(definition))] : [] }
        let isSecret = definition.kind == .mask
        let notAChoice = choiceRule(value, definition)
        let hidden = value.spot(isSecret: isSecret) { $0.isHidden && (definition.kind != .textArea || $0 != "\n") }
        // Which characters a vendor's own id contains is up to the vendor.
        if let hidden, !definition.isChosen || notAChoice != nil { return [finding(.hiddenCharacter(hidden))] }
        if let rule = notAChoice ?? typeRule(value, definition) { return [finding(rule)] }
        guard !definition.isChosen, definition.kind != .textArea, !isSecret else { return [] }
        return appearanceRules(value, isIdentifier: field.meaning == .resellerID || field.meaning == .username)
            .map(finding)
    }

    private func emptyRule(_ definition: FieldDefinition) -> Finding.Rule {
        switch definition.kind {
        case .list where !definition.choices.isEmpty, .multiSelect where !definition.choices.isEmpty:
            .choiceMissing(definition.choices.map { definition.name(of: $0) })
        default: .fieldEmpty
        }
    }

    private func choiceRule(_ value: String, _ definition: FieldDefinition) -> Finding.Rule? {
        let choices = definition.choices
        func unless(_ isKnown: (String) -> Bool, _ values: [String], _ names: () -> [String]) -> Finding.Rule? {
            values.first { !isKnown($0) }.map { .notAChoice($0, choices: names()) }
        }
        let names = { choices.map { definition.name(of: $0) } }
        let isChoice = { (id: String) in choices.contains { $0.id == id } }
        switch definition.kind {
        case .list where !choices.isEmpty: return unless(isChoice, [value], names)
        case .multiSelect: return unless(isChoice, value.split(separator: ",").map(String.init), names)
        case .boolean:
            return unless({ ["true", "false"].contains($0) || isChoice($0) }, [value], { ["true", "false"] })
        default: return nil
        }
    }

    private func typeRule(_ value: String, _ definition: FieldDefinition) -> Finding.Rule? {
        guard !definition.isChosen, definition.kind != .mask else { return nil }
        return switch (definition.kind, definition.dataType) {
        case (_, .number), (_, .currency): DecimalText.isNumber(value) ? nil : .notANumber(value)
        case (_, .date): DateText.isDate(value) ? nil : .notADate(value)
        case (.checkDigit, _): CheckDigit.fits(value) ? nil : .checkDigitDiffers(value)
        case (.link, _): Self.isLink(value) ? nil : .notALink(value)
        default: nil
        }
    }

    /// Warns about characters that look like others; in an identifier also about spaces and letters of other scripts.
    private func appearanceRules(_ value: String, isIdentifier: Bool) -> [Finding.Rule] {
        func lookAlike(_ scalar: Unicode.Scalar) -> LookAlike? {
            isIdentifier ? scalar.lookAlikeInIdentifier : scalar.lookAlike
        }
        var rules: [Finding.Rule] = []
        if let spot = value.spot(where: { lookAlike($0) != nil }), let plain = lookAlike(spot.scalar) {
            rules.append(.lookAlike(spot, plain))
        }
        if isIdentifier, let spot = value.spot(where: { $0 == " " }) { rules.append(.spaceInside(spot)) }
        return rules
    }

    /// Whether a text has a scheme and a host, and no white space.
    private static func isLink(_ text: String) -> Bool {
        guard let colon = text.firstRange(of: "://"), !text.contains(where: \.isWhitespace) else { return false }
        let scheme = text[..<colon.lowerBound]
        let host = text[colon.upperBound...].prefix { !"/?#".contains($0) }
        return !scheme.isEmpty && scheme.allSatisfy { $0.isASCII && $0.isLetter } && !host.isEmpty
    }
}
