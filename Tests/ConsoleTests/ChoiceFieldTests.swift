import Accounts
import Testing
import TextScreen

@testable import Console

/// A field that is filled in by choosing: what the arrows take, and what is seen of it where there is little room.
@Suite struct ChoiceFieldTests {
    private func field(_ kind: FieldDefinition.Kind = .list, _ value: String = "") -> ChoiceField {
        let choices: [FieldDefinition.Choice] = [
            .init(id: "eu1", name: "Europe"), .init(id: "eu2", name: "Europe"), .init(id: "us", name: "America"),
        ]
        let definition = FieldDefinition(id: "place", name: "Data center", kind: kind, choices: choices)
        return ChoiceField(definition: definition, value: value, cursor: definition.place(of: value))
    }

    private func value(_ key: Key, from value: String) -> String {
        var chooser = field(.list, value)
        let isTaken = chooser.apply(key)
        #expect(isTaken)
        return chooser.value
    }

    private func drawn(_ field: ChoiceField, _ columns: Int, isFocused: Bool = true) -> String {
        var frame = Frame(Size(columns: columns, rows: 1))
        field.draw(on: &frame, in: Rect(Size(columns: columns, rows: 1)), isFocused: isFocused, field: 0)
        return frame.lines[0].split(separator: " ").joined(separator: " ")
    }

    @Test func `where nothing is chosen, the right arrow takes the first choice and the left one the last`() {
        #expect(value(.right, from: "") == "eu1")
        #expect(value(.left, from: "") == "us")
        #expect(value(.right, from: "gone") == "eu1", "a value that is no choice counts as none")
        #expect(value(.right, from: "eu1") == "eu2" && value(.left, from: "eu2") == "eu1")
        #expect(value(.left, from: "eu1") == "eu1" && value(.right, from: "us") == "us")
    }

    @Test func `choices stand side by side only where all of them have room`() {
        #expect(drawn(field(.list, "eu2"), 60) == "( ) Europe (eu1) (•) Europe (eu2) ( ) America")
        #expect(drawn(field(.list, "eu2"), 22) == "‹ Europe (eu2) ›")
        #expect(drawn(field(), 22) == "‹ choose ›")
    }

    @Test func `of several choices the one under the cursor is whole, and elsewhere those that are taken`() {
        #expect(drawn(field(.multiSelect, "eu1,us"), 22) == "‹ [x] Europe (eu1) ›")
        #expect(drawn(field(.multiSelect, "us"), 22, isFocused: false) == "‹ America ›")
    }
}
