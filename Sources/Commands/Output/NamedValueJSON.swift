/// A value with the label of its field.
struct NamedValueJSON: Encodable {
    /// The id of the field, where it is told.
    var id: String?
    var label, value: String
}
